package org.pigdiffusion.examples;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;

/** The names in the code: of all classes of the library, public or not, and of their members. */
final class LibraryNames {
  private final Set<String> names = new TreeSet<>();
  private final Set<String> packages = new TreeSet<>();

  private LibraryNames(Iterable<JavaClass> classes) {
    for (JavaClass type : classes) {
      packages.add(type.getPackageName());
      String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
      names.add(name);
      for (JavaMember member : type.getMembers()) {
        names.add(name + "." + member.getName());
      }
    }
  }

  /** Of the classes on the class path of the tests. */
  static LibraryNames ofClassPath() {
    return new LibraryNames(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.pigdiffusion"));
  }

  /** All packages that have a class. */
  Set<String> packages() {
    return packages;
  }

  /**
   * Whether a name is in the code.
   *
   * @param name {@code Class}, {@code Class.Nested}, {@code Class.member} and so on
   */
  boolean contains(String name) {
    return names.contains(name);
  }
}
