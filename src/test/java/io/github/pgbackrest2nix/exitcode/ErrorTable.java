package io.github.pgbackrest2nix.exitcode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The errors that a pgBackRest knows, read out of the program (ELF, 64 bits, little endian): each
 * is a structure of its code, a flag and the address of its name, which the loader fills in. So the
 * relocations lead from names to codes.
 */
final class ErrorTable {
  private static final int LOADED = 1;
  private static final int RELOCATIONS = 4;
  private static final int RELOCATION_SIZE = 24;
  private static final int CODE_BEFORE_NAME = 8;
  private static final int MAX_NAME = 60;
  private static final String SUFFIX = "Error";

  private final ByteBuffer program;
  private final List<long[]> loaded = new ArrayList<>();

  private ErrorTable(ByteBuffer program) {
    this.program = program;
  }

  /** Returns the names of all errors, such as {@code file-missing}, by code. */
  static SortedMap<Integer, String> read(Path program) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(program)).order(ByteOrder.LITTLE_ENDIAN);
    return new ErrorTable(bytes).errors();
  }

  private SortedMap<Integer, String> errors() {
    each(0x20, 0x36, this::segment);
    SortedMap<Integer, String> errors = new TreeMap<>();
    each(0x28, 0x3A, section -> relocations(section, errors));
    return errors;
  }

  private interface Entry {
    void at(int offset);
  }

  /**
   * Walks a table whose place is at one offset, and size and number of whose entries at another.
   */
  private void each(int place, int sizes, Entry entry) {
    long first = program.getLong(place);
    int size = program.getShort(sizes);
    for (int i = 0; i < program.getShort(sizes + Short.BYTES); i++) {
      entry.at((int) first + i * size);
    }
  }

  private void segment(int at) {
    if (program.getInt(at) == LOADED) {
      loaded.add(
          new long[] {
            program.getLong(at + 0x10), program.getLong(at + 0x08), program.getLong(at + 0x20)
          });
    }
  }

  private void relocations(int section, SortedMap<Integer, String> errors) {
    if (program.getInt(section + 0x04) != RELOCATIONS) {
      return;
    }
    int begin = (int) program.getLong(section + 0x18);
    int end = begin + (int) program.getLong(section + 0x20);
    for (int at = begin; at < end; at += RELOCATION_SIZE) {
      OptionalInt name = offset(program.getLong(at + 0x10));
      OptionalInt code = offset(program.getLong(at) - CODE_BEFORE_NAME);
      if (name.isPresent() && code.isPresent()) {
        String text = text(name.getAsInt());
        if (text.matches("([A-Z][a-z]+)+" + SUFFIX)) {
          errors.put(program.getInt(code.getAsInt()), kebab(text));
        }
      }
    }
  }

  private OptionalInt offset(long address) {
    return loaded.stream()
        .filter(each -> each[0] <= address && address < each[0] + each[2])
        .mapToInt(each -> (int) (address - each[0] + each[1]))
        .findFirst();
  }

  private String text(int begin) {
    StringBuilder text = new StringBuilder();
    for (int i = begin;
        i < program.limit() && text.length() < MAX_NAME && program.get(i) > 0;
        i++) {
      text.append((char) program.get(i));
    }
    return text.toString();
  }

  private static String kebab(String name) {
    return name.substring(0, name.length() - SUFFIX.length())
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
