/**
 * MLLP, the minimal lower layer protocol (HL7 v2.5.1 Appendix C §C.2; HL7 transport specification
 * "MLLP Release 1"): a server, a client and the cutting of frames.
 *
 * <p>Start with {@link dev.trestle.transport.mllp.MllpServer} and {@link
 * dev.trestle.transport.mllp.MllpHandler}; the rules of framing stand in {@code FrameReader}. It
 * knows bytes and frames. It never reads a message, never makes an answer of its own, and never
 * drops what it received without telling the handler.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.transport.mllp;
