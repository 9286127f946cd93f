package io.github.pgbackrest2nix.exporter.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in PEM (RFC 7468), as openssl and certificate agents write them.
 */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-[^-]+)*)-----END \\1-----");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private Pem() {}

  /** What is wrong with a file; the message names no content of it. */
  static final class PemException extends Exception {
    private static final long serialVersionUID = 1L;

    PemException(String message) {
      super(message);
    }
  }

  /** Returns the certificates in their order, at least one. */
  static List<X509Certificate> certificates(String pem) throws PemException {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        if (block.group(1).equals("CERTIFICATE")) {
          certificates.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(content(block.group(2)))));
        }
      }
    } catch (CertificateException e) {
      throw new PemException("holds a certificate that cannot be read");
    }
    if (certificates.isEmpty()) {
      throw new PemException("holds no \"BEGIN CERTIFICATE\"");
    }
    return certificates;
  }

  /** Returns the private key of this certificate. */
  static PrivateKey key(String pem, PublicKey certified) throws PemException {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.endsWith("PRIVATE KEY")) {
        if (kind.startsWith("ENCRYPTED") || block.group(2).contains("ENCRYPTED")) {
          throw new PemException(
              "holds an encrypted key, whose passphrase nobody could type in: write it without,"
                  + " by \"openssl pkey -in KEY -out PLAIN\"");
        }
        return key(kind, content(block.group(2)), certified);
      }
    }
    throw new PemException("holds no \"BEGIN PRIVATE KEY\"");
  }

  private static PrivateKey key(String kind, byte[] der, PublicKey certified) throws PemException {
    byte[] pkcs8 =
        switch (kind) {
          case "PRIVATE KEY" -> der;
          case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrap(der, certified);
          default ->
              throw new PemException(
                  "holds a \"BEGIN "
                      + kind
                      + "\", which Java does not read: write it as PKCS#8, by"
                      + " \"openssl pkey -in KEY -out PKCS8\"");
        };
    try {
      PrivateKey key =
          KeyFactory.getInstance(certified.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      if (isPair(key, certified)) {
        return key;
      }
    } catch (GeneralSecurityException e) {
      throw new PemException(
          "holds no key that fits the " + certified.getAlgorithm() + " certificate");
    }
    throw new PemException("holds the key of another certificate");
  }

  // The older forms are what PKCS#8 has inside of it. Which algorithm and curve they are for stands
  // in the certificate, in the same words.
  private static byte[] wrap(byte[] key, PublicKey certified) {
    byte[] spki = certified.getEncoded();
    byte[] inner = Arrays.copyOfRange(spki, contentStart(spki, 0), spki.length);
    byte[] algorithm = Arrays.copyOf(inner, contentStart(inner, 0) + contentLength(inner, 0));
    return der(SEQUENCE, VERSION_0, algorithm, der(OCTET_STRING, key));
  }

  private static int contentStart(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private static int contentLength(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = at + 2; i < contentStart(der, at); i++) {
      length = (length << 8) | (der[i] & 0xff);
    }
    return length;
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    // Java insists on the shortest form of a length.
    int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(content.size()) + 7) / 8;
    if (content.size() >= 0x80) {
      all.write(0x80 | octets);
    }
    for (int i = Math.max(octets, 1) - 1; i >= 0; i--) {
      all.write(content.size() >> (8 * i));
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  private static boolean isPair(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    byte[] something = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(something);
    return signature.verify(signed);
  }

  private static byte[] content(String base64) throws PemException {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new PemException("is not base64 between its BEGIN and END");
    }
  }
}
