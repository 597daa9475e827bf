package dev.trestle.app.console;

import dev.trestle.app.security.User;
import dev.trestle.app.security.Users;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Name and password against {@link Users}. */
final class PasswordCheck implements AuthenticationProvider {
  private final Users users;

  PasswordCheck(Users users) {
    this.users = users;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String name = asked.getName();
    switch (users.signIn(name, String.valueOf(asked.getCredentials()))) {
      case CLOSED -> throw new LockedException("closed");
      case WRONG -> throw new BadCredentialsException("wrong");
      case RIGHT -> {}
    }
    User user = users.find(name).orElseThrow(() -> new BadCredentialsException("gone"));
    return UsernamePasswordAuthenticationToken.authenticated(
        user.name(),
        null,
        user.roles().stream()
            .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
            .toList());
  }

  @Override
  public boolean supports(Class<?> kind) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
  }
}
