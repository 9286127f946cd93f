import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes what {@code pgbackrest info --output=json} would, for so many stanzas, repositories and
 * backups in each: a full one each week, an incremental one each of the other days. Beside it, the
 * declaration of all of them.
 */
public final class InfoJson {
  private static final long FIRST = 1_700_000_000L;
  private static final long DAY = 86_400;

  private InfoJson() {}

  public static void main(String[] args) throws IOException {
    int stanzas = Integer.parseInt(args[0]);
    int repos = Integer.parseInt(args[1]);
    int backups = Integer.parseInt(args[2]);
    Path folder = Path.of(args[3]);
    try (BufferedWriter info = Files.newBufferedWriter(folder.resolve("info.json"));
        BufferedWriter declared = Files.newBufferedWriter(folder.resolve("declaration.json"))) {
      info.write("[");
      declared.write("{\"version\":1,\"hostname\":\"forge\",\"stanzas\":[");
      for (int s = 0; s < stanzas; s++) {
        String comma = s == 0 ? "" : ",";
        info.write(comma);
        stanza(info, s, repos, backups);
        declared.write(comma + "{\"name\":\"s" + s + "\",\"repos\":[");
        for (int k = 1; k <= repos; k++) {
          declared.write((k == 1 ? "" : ",") + "{\"key\":" + k + ",\"name\":\"r" + k + "\"}");
        }
        declared.write("]}");
      }
      info.write("]\n");
      declared.write("]}\n");
    }
  }

  private static void stanza(BufferedWriter out, int s, int repos, int backups)
      throws IOException {
    String ok = "\"status\":{\"code\":0,\"message\":\"ok\"}";
    out.write("{\"archive\":[");
    for (int k = 1; k <= repos; k++) {
      out.write(k == 1 ? "" : ",");
      out.write(
          ("{\"database\":{\"id\":1,\"repo-key\":%d},\"id\":\"16-1\","
                  + "\"max\":\"00000001000000AB000000F3\",\"min\":\"000000010000000000000001\"}")
              .formatted(k));
    }
    out.write("],\"backup\":[");
    for (int k = 1; k <= repos; k++) {
      for (int b = 0; b < backups; b++) {
        out.write(k == 1 && b == 0 ? "" : ",");
        out.write(backup(k, b));
      }
    }
    out.write("],\"cipher\":\"none\",\"db\":[");
    for (int k = 1; k <= repos; k++) {
      out.write(k == 1 ? "" : ",");
      out.write(
          "{\"id\":1,\"repo-key\":%d,\"system-id\":7300000000000000000,\"version\":\"16\"}"
              .formatted(k));
    }
    out.write("],\"name\":\"s" + s + "\",\"repo\":[");
    for (int k = 1; k <= repos; k++) {
      out.write((k == 1 ? "" : ",") + "{\"cipher\":\"none\",\"key\":" + k + "," + ok + "}");
    }
    out.write("]," + ok.replace("{", "{\"lock\":{\"backup\":{\"held\":false}},") + "}");
  }

  private static String backup(int key, int day) {
    long start = FIRST + day * DAY;
    boolean full = day % 7 == 0;
    String first = label(day - day % 7) + "F";
    StringBuilder references = new StringBuilder();
    for (int d = day - day % 7; !full && d < day; d++) {
      references.append(d % 7 == 0 ? "\"" + first : ",\"" + first + "_" + label(d) + "I");
      references.append('"');
    }
    return String.format(
        Locale.ROOT,
        "{\"archive\":{\"start\":\"0000000100000000%08X\",\"stop\":\"0000000100000000%08X\"},"
            + "\"backrest\":{\"format\":5,\"version\":\"2.60.0\"},"
            + "\"database\":{\"id\":1,\"repo-key\":%d},\"error\":false,"
            + "\"info\":{\"delta\":%d,\"repository\":{\"delta\":%d,\"size\":11962525},"
            + "\"size\":126110492},\"label\":\"%s\",\"lsn\":{\"start\":\"0/8000028\","
            + "\"stop\":\"0/8000120\"},\"prior\":%s,\"reference\":%s,"
            + "\"timestamp\":{\"start\":%d,\"stop\":%d},\"type\":\"%s\"}",
        day,
        day + 1,
        key,
        1_000_000 + day,
        100_000 + day,
        full ? first : first + "_" + label(day) + "I",
        full ? "null" : "\"" + first + "\"",
        full ? "null" : "[" + references + "]",
        start,
        start + 600 + day,
        full ? "full" : "incr");
  }

  private static String label(int day) {
    return String.format(Locale.ROOT, "2026%04d-020000", day);
  }
}
