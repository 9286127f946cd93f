package io.github.pgbackrest2nix.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgbackrest2nix.testing.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority for one test, by openssl. */
final class Certificates {
  private final Path openssl = RequiredTool.find("openssl");
  private final Path folder;

  /** Makes {@code ca.crt}. */
  Certificates(Path folder) throws Exception {
    this.folder = folder;
    run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "ca.key",
        "-out",
        "ca.crt",
        "-days",
        "2",
        "-subj",
        "/CN=Test CA",
        "-addext",
        "basicConstraints=critical,CA:TRUE");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Makes {@code NAME.key} in PKCS#8 and {@code NAME.crt}, of localhost and of clients. */
  void issue(String name, String... newkey) throws Exception {
    Files.writeString(
        file("ext"),
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n");
    List<String> request = new ArrayList<>(List.of("req", "-nodes", "-subj", "/CN=" + name));
    request.addAll(List.of("-keyout", name + ".key", "-out", name + ".csr", "-newkey"));
    request.addAll(List.of(newkey));
    run(request.toArray(String[]::new));
    run(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        "ca.crt",
        "-CAkey",
        "ca.key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "ext",
        "-out",
        name + ".crt");
  }

  /** Runs openssl in the folder and returns what it says. */
  String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(openssl.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    return output;
  }
}
