package org.pigdiffusion.data.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The value representations of PS3.5 section 6.2. */
enum Vr {
  AE,
  AS,
  AT,
  CS,
  DA,
  DS,
  DT,
  FD,
  FL,
  IS,
  LO,
  LT,
  OB(true),
  OD(true),
  OF(true),
  OL(true),
  OV(true),
  OW(true),
  PN,
  SH,
  SL,
  SQ(true),
  SS,
  ST,
  SV(true),
  TM,
  UC(true),
  UI,
  UL,
  UN(true),
  UR(true),
  US,
  UT(true),
  UV(true);

  private static final Map<String, Vr> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private final boolean longForm;

  Vr() {
    this(false);
  }

  Vr(boolean longForm) {
    this.longForm = longForm;
  }

  static Optional<Vr> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether the length takes four bytes, after two that are reserved (PS3.5 section 7.1.2). */
  boolean longForm() {
    return longForm;
  }
}
