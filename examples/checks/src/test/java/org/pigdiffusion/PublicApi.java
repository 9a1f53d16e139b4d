package org.pigdiffusion;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaGenericArrayType;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.domain.JavaWildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a user of the library meets: public and protected members of public classes. */
final class PublicApi {
  private static final String[] NOT_OF_USERS = {
    "org.pigdiffusion.examples..", "org.pigdiffusion..internal.."
  };

  /** Public, and so is every class around it. */
  static final DescribedPredicate<JavaClass> CLASSES =
      resideInAPackage("org.pigdiffusion..")
          .and(not(resideInAnyPackage(NOT_OF_USERS)))
          .and(describe("are public", PublicApi::isPublic));

  private PublicApi() {}

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApi::isPublic).orElse(true);
  }

  /**
   * The types that a caller or an heir of a class meets, by the full name of the class and the
   * member; by that of the class for what it extends and implements.
   */
  static Map<String, List<JavaType>> signatures(JavaClass type) {
    Map<String, List<JavaType>> signatures = new TreeMap<>();
    List<JavaType> above = new ArrayList<>(type.getInterfaces());
    type.getSuperclass().ifPresent(above::add);
    signatures.put(type.getName(), above);
    for (JavaMember member : type.getMembers()) {
      if (isOpen(member)) {
        signatures
            .computeIfAbsent(type.getName() + "." + member.getName(), name -> new ArrayList<>())
            .addAll(types(member));
      }
    }
    return signatures;
  }

  private static boolean isOpen(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static List<JavaType> types(JavaMember member) {
    List<JavaType> types = new ArrayList<>();
    if (member instanceof JavaField field) {
      types.add(field.getType());
    } else if (member instanceof JavaCodeUnit unit) {
      types.add(unit.getReturnType());
      types.addAll(unit.getParameterTypes());
      types.addAll(unit.getExceptionTypes());
    }
    return types;
  }

  /** Whether a type is an array, or one of its arguments or bounds is, at any depth. */
  static boolean hasArray(JavaType type) {
    if (type instanceof JavaGenericArrayType || (type instanceof JavaClass raw && raw.isArray())) {
      return true;
    }
    return parts(type).stream().anyMatch(PublicApi::hasArray);
  }

  private static Collection<? extends JavaType> parts(JavaType type) {
    if (type instanceof JavaParameterizedType generic) {
      return generic.getActualTypeArguments();
    }
    List<JavaType> bounds = new ArrayList<>();
    if (type instanceof JavaWildcardType wildcard) {
      bounds.addAll(wildcard.getUpperBounds());
      bounds.addAll(wildcard.getLowerBounds());
    } else if (type instanceof JavaTypeVariable<?> variable) {
      // Not all: T may be bounded by something of T.
      variable.getUpperBounds().forEach(bound -> bounds.add(bound.toErasure()));
    }
    return bounds;
  }
}
