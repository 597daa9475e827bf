package dev.trestle.identity.block;

/**
 * A key with its kind and a person as one number of 64 bits: sorting brings together who meets. The
 * key itself is not kept, only a hash of it.
 */
final class Keys {
  static final int PERSON_BITS = 24;
  static final long PERSON_MASK = (1L << PERSON_BITS) - 1;

  /** Blocks as large as this are never few. */
  private static final int LARGE = 1000;

  /**
   * How many pairs for each person are compared although the two share nothing but one key of a
   * kind that many share.
   */
  private static final long SPARE_PAIRS = 20;

  private static final int KIND_BITS = 6;
  private static final int HASH_BITS = Long.SIZE - PERSON_BITS - KIND_BITS;

  private Keys() {}

  static long entry(KeyKind kind, String text, int person) {
    return entry(kind.number(), hash(text), person);
  }

  /** A finer key, of the same kind. */
  static long further(long entry, String text) {
    return entry(kind(entry), hash(text) * 31 + key(entry), person(entry));
  }

  private static long entry(int kind, long hash, int person) {
    return (long) kind << (Long.SIZE - KIND_BITS)
        | mix(hash) >>> (Long.SIZE - HASH_BITS) << PERSON_BITS
        | person;
  }

  static int person(long entry) {
    return (int) (entry & PERSON_MASK);
  }

  /** The key with its kind. */
  static long key(long entry) {
    return entry >>> PERSON_BITS;
  }

  static int kind(long entry) {
    return (int) (entry >>> (Long.SIZE - KIND_BITS));
  }

  /** FNV-1a; the same on every machine. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mix(hash);
  }

  /** The finaliser of MurmurHash3: every bit of the result hangs on every bit. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /** Finds how small a block must be for its people to meet whatever its kind. */
  static final class Few {
    private final long[] pairs = new long[LARGE];

    void block(int kind, int size) {
      if (size < LARGE && !KeyKind.areEnough(1 << kind)) {
        pairs[size] += size * (size - 1L) / 2;
      }
    }

    /** The most people of such a block, so that there is time for all. */
    int most(int people) {
      long spare = people * SPARE_PAIRS;
      int most = 1;
      while (most + 1 < LARGE && spare >= pairs[most + 1]) {
        most++;
        spare -= pairs[most];
      }
      return most;
    }
  }
}
