package dev.trestle.app.http;

import dev.trestle.app.security.PersonView;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.LinkView;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
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

  /**
   * The view whose changes a view has.
   *
   * @throws TrestleException REQUEST_INVALID it has none
   */
  static LinkView changing(PersonView view) {
    return switch (view) {
      case LINKED -> LinkView.LINKED;
      case CONFIRMED -> LinkView.CONFIRMED;
      case SOURCE ->
          throw new TrestleException(
              ProblemCode.REQUEST_INVALID,
              "The view `source` shows each record by itself: its persons never change.");
    };
  }

  /**
   * The view of that id.
   *
   * @throws TrestleException REQUEST_INVALID there is none
   */
  static PersonView named(String id) {
    try {
      return PersonView.of(id);
    } catch (IllegalArgumentException e) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, String.valueOf(e.getMessage()), e);
    }
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
