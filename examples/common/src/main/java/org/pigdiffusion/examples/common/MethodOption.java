package org.pigdiffusion.examples.common;

import org.pigdiffusion.scheduler.SamplingMethod;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The option that says how to sample. */
public final class MethodOption {
  @Option(
      names = "--method",
      converter = Converter.class,
      paramLabel = "RULE[@GRID]:STEPS",
      description = "how to sample, such as unipc:20 or ddim@leading:50")
  private SamplingMethod method;

  /** With what is used if the option is absent. */
  public MethodOption(SamplingMethod method) {
    this.method = method;
  }

  /** How to sample. */
  public SamplingMethod method() {
    return method;
  }

  /** The library's reader of such texts. */
  static final class Converter implements ITypeConverter<SamplingMethod> {
    @Override
    public SamplingMethod convert(String text) {
      return SamplingMethod.parse(text);
    }
  }
}
