package org.pigdiffusion.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Looks at each pair by itself. */
record EachPair(String name, Function<PairSet, Optional<String>> check) implements PairRule {
  EachPair {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name: expected a name, found a blank");
    }
  }

  @Override
  public List<Optional<String>> check(PairSet pairs) {
    return IntStream.range(0, pairs.size())
        .mapToObj(i -> check.apply(pairs.slice(i, i + 1)))
        .toList();
  }
}
