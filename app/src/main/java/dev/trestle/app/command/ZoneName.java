package dev.trestle.app.command;

import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time zone as an option has it. */
final class ZoneName implements ITypeConverter<ZoneId> {
  @Override
  public ZoneId convert(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException unknown) {
      throw new TypeConversionException(
          "`" + text + "` is no time zone; write for example America/Chicago");
    }
  }
}
