package dev.trestle.sandbox.dialect;

import dev.trestle.sandbox.hl7.Delimiters;
import java.nio.charset.Charset;

/**
 * How a feed puts text into bytes.
 *
 * @param charset what is used
 * @param declared MSH-18, empty when the feed does not say
 * @param delimiters MSH-1 and MSH-2
 * @param segmentEnd {@code \r}, or {@code \r\n} of senders that do not know better
 */
public record Wire(Charset charset, String declared, Delimiters delimiters, String segmentEnd) {}
