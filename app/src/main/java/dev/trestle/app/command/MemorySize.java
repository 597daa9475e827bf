package dev.trestle.app.command;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Bytes, as Java's own options write them: {@code 512m}, {@code 4g}. */
final class MemorySize implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})([kmg])b?");
  private static final int KILO_BITS = 10;

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw new TypeConversionException("'" + text + "' is not a size like 512m or 4g");
    }
    int kilos = "kmg".indexOf(size.group(2)) + 1;
    return Long.parseLong(size.group(1)) << (KILO_BITS * kilos);
  }
}
