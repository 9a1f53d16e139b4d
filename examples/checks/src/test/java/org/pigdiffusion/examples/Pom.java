package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What stands in a {@code pom.xml}.
 *
 * @param project its outermost element
 */
record Pom(Element project) {
  private static final Pattern USE = Pattern.compile("\\$\\{([\\w.-]+)}");

  /**
   * What a project needs.
   *
   * @param name group and artifact
   * @param version empty if another pom says it
   */
  record Dependency(String name, String version) {}

  static Pom of(String text) throws IOException {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)))
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(text, e);
    }
  }

  /** Reads a file, given from the folder of this repository. */
  static Pom read(String file) throws IOException {
    return of(Files.readString(Markdown.ROOT.resolve(file)));
  }

  static Pom ofThisBuild() throws IOException {
    return read("pom.xml");
  }

  /** Fails unless it needs no other pom. */
  void requireWhole() {
    assertEquals("project", project.getTagName());
    for (String needed : List.of("modelVersion", "groupId", "artifactId", "version")) {
      assertEquals(1, children(project, needed).count(), needed);
    }
    assertEquals(0, children(project, "parent").count(), "a parent");
  }

  /** The text of a child of the project, such as {@code version}. */
  String value(String tag) {
    return textOf(project, tag).orElseThrow();
  }

  /** The dependencies of the project itself, with the values of properties of this file. */
  List<Dependency> dependencies() {
    return children(project, "dependencies").flatMap(this::dependenciesOf).toList();
  }

  /** The dependencies whose versions it manages. */
  List<Dependency> managed() {
    return children(project, "dependencyManagement")
        .flatMap(management -> children(management, "dependencies"))
        .flatMap(this::dependenciesOf)
        .toList();
  }

  private Stream<Dependency> dependenciesOf(Element dependencies) {
    return children(dependencies, "dependency")
        .map(
            one ->
                new Dependency(
                    textOf(one, "groupId").orElseThrow() + ":" + filled(one, "artifactId"),
                    filled(one, "version")));
  }

  /** The versions of all plugins that have one, by artifact. */
  Map<String, String> plugins() {
    Map<String, String> versions = new TreeMap<>();
    NodeList plugins = project.getElementsByTagName("plugin");
    IntStream.range(0, plugins.getLength())
        .mapToObj(i -> (Element) plugins.item(i))
        .filter(plugin -> textOf(plugin, "version").isPresent())
        .forEach(plugin -> versions.put(filled(plugin, "artifactId"), filled(plugin, "version")));
    return versions;
  }

  private String filled(Element parent, String tag) {
    return USE.matcher(textOf(parent, tag).orElse(""))
        .replaceAll(use -> Matcher.quoteReplacement(property(use.group(1))));
  }

  private String property(String name) {
    return name.equals("project.version")
        ? value("version")
        : children(project, "properties")
            .flatMap(properties -> textOf(properties, name).stream())
            .findFirst()
            .orElse("");
  }

  private static Optional<String> textOf(Element parent, String tag) {
    return children(parent, tag).map(element -> element.getTextContent().strip()).findFirst();
  }

  private static Stream<Element> children(Node parent, String tag) {
    NodeList all = parent.getChildNodes();
    return IntStream.range(0, all.getLength())
        .mapToObj(all::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> element.getTagName().equals(tag));
  }
}
