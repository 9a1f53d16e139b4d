package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.noise.NoiseSchedule;

class DenoiserSpecTest {

  private static DenoiserSpec spec(int channels, int conditionChannels, SizeRule size) {
    return DenoiserSpec.builder(channels, conditionChannels, "id").size(size).build();
  }

  @Test
  void channelsOutOfRangeAreRefused() {
    assertRefused("channels", () -> spec(0, 1, SizeRule.multipleOf(1)));
    assertRefused("conditionChannels", () -> spec(1, -1, SizeRule.multipleOf(1)));
  }

  @Test
  void tellsRoleAndScheduleIfTheModelDoes() {
    DenoiserSpec foreign = spec(1, 1, SizeRule.multipleOf(1));
    assertEquals(Optional.empty(), foreign.role());
    assertEquals(Optional.empty(), foreign.schedule());
    DenoiserSpec own = foreign.toBuilder().role(Role.Y).schedule(NoiseSchedule.paper()).build();
    assertEquals(Optional.of(Role.Y), own.role());
    assertEquals(Optional.of(NoiseSchedule.paper()), own.schedule());
    assertEquals("id", own.id());
    assertEquals(own, own.toBuilder().build());
    assertEquals(own.hashCode(), own.toBuilder().build().hashCode());
    assertEquals(own.toString(), own.toBuilder().build().toString());
    assertNotEquals(own, own.toBuilder().device("cuda:0").build());
  }

  @Test
  void inputsMustFitChannelsAndEachOther() {
    DenoiserSpec spec = spec(3, 1, SizeRule.multipleOf(4));
    Shape noisy = new Shape(2, 3, 8, 4);
    assertDoesNotThrow(() -> spec.requireInputs(noisy, noisy.withChannels(1)));
    assertRefused("noisy", () -> spec.requireInputs(noisy.withChannels(1), noisy.withChannels(1)));
    assertRefused("condition", () -> spec.requireInputs(noisy, noisy));
    assertRefused("condition", () -> spec.requireInputs(noisy, new Shape(1, 1, 8, 4)));
    assertRefused("condition", () -> spec.requireInputs(noisy, new Shape(2, 1, 4, 8)));
    Shape odd = new Shape(2, 3, 8, 6);
    assertRefused("width", () -> spec.requireInputs(odd, odd.withChannels(1)));
  }

  @Test
  void aFreeSizeMustBeAMultiple() {
    SizeRule rule = SizeRule.multipleOf(8);
    assertDoesNotThrow(() -> rule.require(8, 24));
    assertRefused("height", () -> rule.require(12, 8));
    assertRefused("width", () -> rule.require(8, 0));
    assertRefused("height", () -> rule.require(-8, 8));
  }

  @Test
  void aFixedSizeMustBeMet() {
    SizeRule rule = SizeRule.fixed(5, 7);
    assertDoesNotThrow(() -> rule.require(5, 7));
    assertRefused("height", () -> rule.require(7, 7));
    assertRefused("width", () -> rule.require(5, 5));
    SizeRule half = new SizeRule(0, 7, 2);
    assertDoesNotThrow(() -> half.require(4, 7));
    assertRefused("height", () -> half.require(5, 7));
  }

  @Test
  void rulesOutOfRangeAreRefused() {
    assertRefused("size rule", () -> SizeRule.fixed(-1, 1));
    assertRefused("size rule", () -> SizeRule.fixed(1, -1));
    assertRefused("size rule", () -> SizeRule.multipleOf(0));
  }

  @Test
  void anEstimateIsOfOneShape() {
    Tensor one = Tensor.zeros(new Shape(1, 1, 2, 2));
    Tensor two = Tensor.zeros(new Shape(1, 2, 2, 2));
    assertSame(one, new Estimate(one, one).clean());
    assertRefused("noise", () -> new Estimate(one, two));
  }

  @Test
  void aBackendFailureKeepsItsCause() {
    Exception cause = new IllegalStateException("native");
    assertSame(cause, new BackendException("model a on cpu", cause).getCause());
    assertEquals("model a on cpu", new BackendException("model a on cpu").getMessage());
  }
}
