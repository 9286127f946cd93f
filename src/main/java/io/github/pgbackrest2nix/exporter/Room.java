package io.github.pgbackrest2nix.exporter;

/**
 * How much room the file system of a directory has.
 *
 * @param code why that is not known
 * @param available bytes that a user other than root may still write; 0 if not known
 * @param size bytes of the whole file system; 0 if not known
 */
record Room(Code code, long available, long size) {
  /** The values of {@code pgbackrest_space_error_code}. */
  enum Code {
    NONE(0),
    NO_DIRECTORY(1),
    NO_ANSWER(2),
    NOT_TOLD(3);

    private final int number;

    Code(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }
  }

  static Room of(long available, long size) {
    return new Room(Code.NONE, available, size);
  }

  static Room unknown(Code why) {
    return new Room(why, 0, 0);
  }
}
