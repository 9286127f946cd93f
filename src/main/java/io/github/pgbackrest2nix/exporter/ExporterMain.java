package io.github.pgbackrest2nix.exporter;

/** The entry point of the runtime jar. */
public final class ExporterMain {
  private ExporterMain() {}

  public static void main(String[] args) {
    System.out.println(String.join(" ", args));
  }
}
