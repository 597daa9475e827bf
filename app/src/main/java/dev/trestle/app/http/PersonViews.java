package dev.trestle.app.http;

import dev.trestle.app.security.PersonView;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.records.search.LinkedPatients;
import java.security.Principal;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** Which records a caller is shown as one person. */
final class PersonViews {
  /** Attribute of a token. */
  static final String ATTRIBUTE = "person_view";

  private PersonViews() {}

  static LinkedPatients linked(LinkStore links, Principal caller) {
    return switch (of(caller)) {
      case LINKED -> links::with;
      case CONFIRMED -> links::confirmed;
      case SOURCE -> Set::of;
    };
  }

  static PersonView of(Principal caller) {
    if (caller instanceof Authentication signedIn
        && signedIn.getPrincipal() instanceof OAuth2AuthenticatedPrincipal token
        && token.getAttribute(ATTRIBUTE) instanceof PersonView view) {
      return view;
    }
    throw new IllegalStateException("the caller has no token");
  }
}
