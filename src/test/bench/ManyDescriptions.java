import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes a folder of descriptions that are like the examples and unlike each other; the same number
 * of them gives the same bytes. More than a third have a mistake: a promise that retention does not
 * keep, one in eleven a misspelt key, one in a hundred no YAML.
 */
final class ManyDescriptions {
  private static final int IN_ONE_FOLDER = 100;
  private static final List<String> EXAMPLES =
      List.of("forge", "metered-offsite", "one-host-posix", "s3-encrypted", "two-stanzas");

  private ManyDescriptions() {}

  /** Takes the folder and how many. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    List<String> examples = EXAMPLES.stream().map(ManyDescriptions::example).toList();
    for (int i = 0; i < count; i++) {
      String host = String.format(Locale.ROOT, "host%05d", i);
      Path file = folder.resolve("site%03d/%s.yaml".formatted(i / IN_ONE_FOLDER, host));
      Files.createDirectories(file.getParent());
      Files.writeString(file, varied(examples.get(i % examples.size()), host, i));
    }
  }

  private static String example(String name) {
    try {
      return Files.readString(Path.of("examples", name, name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String varied(String example, String host, int number) {
    Random random = new Random(number);
    String minute = String.format(Locale.ROOT, "%02d", random.nextInt(60));
    String text =
        example
            .replaceFirst("(?m)^host: \\S+", "host: " + host)
            // No two hosts share a place in a bucket.
            .replaceAll("(?m)^(    path: /)(?!mnt|var|srv)", "$1" + host + "/")
            .replaceAll("calendar: \"(\\w\\w\\w )?(\\d\\d):\\d\\d\"", "calendar: \"$1$2:" + minute + "\"")
            .replaceAll("full: (\\d+)\\b", "full: " + (2 + random.nextInt(20)))
            .replaceAll("5432", Integer.toString(5432 + random.nextInt(20)));
    if (number % 100 == 99) {
      return text + "\n  - [\n";
    }
    return number % 11 == 10 ? text.replaceFirst("retention:", "retentoin:") : text;
  }
}
