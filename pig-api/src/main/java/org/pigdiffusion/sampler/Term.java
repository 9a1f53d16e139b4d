package org.pigdiffusion.sampler;

import com.google.common.collect.ImmutableList;

/**
 * A description taken apart: {@code name}, or {@code name(argument,...)} where each argument may be
 * a description itself.
 */
record Term(String name, ImmutableList<String> arguments) {

  /** Takes a description apart; one that is not well formed has itself as the name. */
  static Term of(String description) {
    int open = description.indexOf('(');
    if (open < 0 || !description.endsWith(")")) {
      return new Term(description, ImmutableList.of());
    }
    return new Term(
        description.substring(0, open),
        arguments(description.substring(open + 1, description.length() - 1)));
  }

  /** Divides at the commas that are in no brackets. */
  private static ImmutableList<String> arguments(String inside) {
    ImmutableList.Builder<String> arguments = ImmutableList.builder();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(inside.substring(from, i));
        from = i + 1;
      }
    }
    return arguments.add(inside.substring(from)).build();
  }

  /** The name and the number of arguments, as {@code binary/2}. */
  String signature() {
    return name + "/" + arguments.size();
  }

  String argument(int i) {
    return arguments.get(i);
  }

  int whole(int i) {
    return Integer.parseInt(argument(i));
  }

  double number(int i) {
    return Double.parseDouble(argument(i));
  }
}
