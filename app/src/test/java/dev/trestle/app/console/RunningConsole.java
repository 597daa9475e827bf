package dev.trestle.app.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.trestle.app.platform.Platform;
import dev.trestle.app.platform.PlatformSettings;
import dev.trestle.app.platform.SiteChoice;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A platform whose console is looked at. */
final class RunningConsole implements AutoCloseable {
  private static final Pattern PASSWORD = Pattern.compile("with the password ([a-z0-9]+)");
  private final Platform platform;
  private final String password;
  private List<Cookie> session = List.of();

  private RunningConsole(Platform platform, String password) {
    this.platform = platform;
    this.password = password;
  }

  static RunningConsole start(Path folder) {
    return start(PlatformSettings.in(folder, DefaultSite.on(0, false, ZoneOffset.UTC), 0));
  }

  /** On the site of these files, which has a listener {@code mllp} without TLS. */
  static RunningConsole start(Path folder, List<SiteText> site) {
    return start(
        PlatformSettings.in(folder, new SiteChoice.Folder(SiteVersion.of(site, "of a test")), 0));
  }

  private static RunningConsole start(PlatformSettings settings) {
    AtomicReference<String> printed = new AtomicReference<>("");
    Platform platform =
        Platform.start(
            settings,
            line -> {
              Matcher found = PASSWORD.matcher(line);
              if (found.find()) {
                printed.set(found.group(1));
              }
            });
    return new RunningConsole(platform, String.valueOf(printed.get()));
  }

  Platform platform() {
    return platform;
  }

  /** The first administrator's password, as the start printed it; empty at a later start. */
  String password() {
    return password;
  }

  String address(String path) {
    return platform.httpAddress() + "/console" + path;
  }

  /** Sends messages one after the other and waits until nothing is in flight. */
  void send(String... messages) {
    try (MllpClient client =
        new MllpClient(MllpTarget.of("127.0.0.1", platform.mllpPort("mllp"), null))) {
      for (String message : messages) {
        SendResult result = client.send(message.getBytes(StandardCharsets.UTF_8));
        if (!(result instanceof SendResult.Answered answered)
            || !new String(answered.answer(), StandardCharsets.UTF_8).contains("\rMSA|AA|")) {
          throw new AssertionError("not accepted: " + result);
        }
      }
    }
    if (!platform.awaitIdle(Duration.ofMinutes(1))) {
      throw new AssertionError("not idle");
    }
  }

  /**
   * Signs in as the first administrator; again with the session of the first time, while it lasts:
   * a password is slow on purpose.
   */
  Page signIn(Page page) {
    if (!session.isEmpty()) {
      page.context().addCookies(session);
      page.navigate(address("/"));
      if (page.url().equals(address("/"))) {
        return page;
      }
    }
    signIn(page, "admin", password);
    session = page.context().cookies();
    return page;
  }

  Page signIn(Page page, String name, String secret) {
    page.navigate(address("/sign-in"));
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(secret);
    page.getByText("Sign in").last().click();
    page.waitForURL(address("/"));
    return page;
  }

  /** Adds a person with one role; returns the password. */
  String person(Page administrator, String name, String role) {
    administrator.navigate(address("/people"));
    administrator.getByLabel("Name").fill(name);
    administrator.locator("fieldset").getByLabel(role).check();
    administrator.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
    String secret = administrator.locator(".state.good code").innerText();
    return secret.substring(secret.indexOf(' ') + 1);
  }

  @Override
  public void close() {
    platform.close();
  }
}
