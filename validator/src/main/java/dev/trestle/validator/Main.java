package dev.trestle.validator;

import ca.uhn.fhir.util.VersionUtil;
import ca.uhn.fhir.validation.SingleValidationMessage;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions until its input ends. Either side sends frames: four bytes with the length, the
 * highest first, and so many bytes of JSON in UTF-8.
 *
 * <p>A question: {@code {"files": ["…"], "profiles": ["…"], "resource": "…"}}; without {@code
 * files} those of the question before count. An answer: {@code {"validator": "…", "issues":
 * [{"severity", "expression", "text"}]}}; or, with the kind of the failure and nothing of what was
 * asked, {@code unreadable} for files that are no definitions and {@code failed} where it broke off
 * at the resource.
 *
 * <p>Nothing is written anywhere else: not to a file, not to the network.
 */
public final class Main {
  private static final int LONGEST = 256 << 20;
  private static final int MOST_ISSUES = 500;
  private static final String NAME = "HAPI FHIR " + VersionUtil.getVersion();
  private static final ObjectMapper JSON = new ObjectMapper();

  private @Nullable HapiValidator validator;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    OutputStream answers = System.out;
    System.setOut(System.err); // what a library prints is no answer
    answer(System.in, answers);
  }

  /** Answers questions until there is no more. */
  static void answer(InputStream questions, OutputStream answers) throws IOException {
    new Main().answerAll(questions, answers);
  }

  private void answerAll(InputStream questions, OutputStream answers) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(questions));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answers));
    while (true) {
      byte[] question = next(in);
      if (question == null) {
        return;
      }
      byte[] answer = JSON.writeValueAsBytes(answered(question));
      out.writeInt(answer.length);
      out.write(answer);
      out.flush();
    }
  }

  /** Null at the end. */
  private static byte @Nullable [] next(DataInputStream in) throws IOException {
    int length;
    try {
      length = in.readInt();
    } catch (EOFException nobodyAsksAnyMore) {
      return null;
    }
    if (length < 0 || length > LONGEST) {
      throw new IOException("a frame of " + length + " bytes");
    }
    byte[] frame = new byte[length];
    in.readFully(frame);
    return frame;
  }

  private ObjectNode answered(byte[] question) throws IOException {
    JsonNode asked = JSON.readTree(question);
    ObjectNode answer = JSON.createObjectNode().put("validator", NAME);
    String failed = "unreadable";
    try {
      HapiValidator ready = validator(asked);
      failed = "failed";
      List<SingleValidationMessage> said =
          ready.check(asked.path("resource").asText(), texts(asked.path("profiles")));
      ArrayNode issues = answer.putArray("issues");
      said.stream().limit(MOST_ISSUES).forEach(message -> write(message, issues.addObject()));
      if (said.size() > MOST_ISSUES) {
        String more = (said.size() - MOST_ISSUES) + " more are not told.";
        issues.addObject().put("severity", "information").put("text", more);
      }
    } catch (RuntimeException | StackOverflowError | LinkageError failure) {
      // Its text can hold a part of the resource.
      answer.put(failed, failure.getClass().getSimpleName());
    }
    return answer;
  }

  private HapiValidator validator(JsonNode asked) {
    HapiValidator known = validator;
    if (known == null || asked.has("files")) {
      validator = null; // so that a failure leaves none with the definitions of before
      known = new HapiValidator(texts(asked.path("files")));
      validator = known;
    }
    return known;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static void write(SingleValidationMessage message, ObjectNode issue) {
    issue.put("severity", message.getSeverity().name().toLowerCase(Locale.ROOT));
    issue.put("text", message.getMessage());
    if (message.getLocationString() != null) {
      issue.put("expression", message.getLocationString());
    }
  }
}
