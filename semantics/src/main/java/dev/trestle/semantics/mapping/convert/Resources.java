package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import java.util.List;

/** The resources of the message at hand, as far as converters name further ones. */
public interface Resources {
  /** Index of the key; names it if it is new. */
  int name(ResourceKey key);

  /** Says something about a resource that several patients share; never over what is known. */
  void sayShared(int key, Slot slot);

  /** Index of the resource that a role has at this place of the message, or -1. */
  int current(String role);

  /** A key without a subject. */
  default int nameShared(String type, String scope, BusinessKey name) {
    return name(new ResourceKey(type, scope, null, List.of(name)));
  }
}
