package dev.millrace.manager.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The identity of a server.
 *
 * @param certificate file with its certificate and those between it and an authority, in this order
 * @param key file with the key to the first of them, PKCS#8 without a password
 */
public record PemFiles(Path certificate, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final char[] NO_PASSWORD = new char[0];

    /** A store of these two, with an empty password. Throws if they cannot be read, or do not belong together. */
    public KeyStore store() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            PrivateKey secret = privateKey();
            Certificate[] shown = certificates(certificate);
            checkPair(secret, shown[0].getPublicKey());
            store.setKeyEntry("server", secret, NO_PASSWORD, shown);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot use " + certificate + " and " + key + " for TLS: " + e.getMessage(), e);
        }
    }

    /** Throws unless what the one signs the other verifies. */
    private static void checkPair(PrivateKey secret, PublicKey known) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (secret.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> "Ed25519";
                });
        byte[] text = {1};
        signature.initSign(secret);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new SignatureException("the key is not that of the certificate");
        }
    }

    private PrivateKey privateKey() throws IOException {
        Matcher found = KEY.matcher(Files.readString(key));
        if (!found.find()) {
            throw new IOException(
                    key + " holds no unencrypted PKCS#8 key; make one of another with: openssl pkcs8 -topk8 -nodes");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                // The next one, then.
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        throw new IOException(key + " is for none of " + String.join(", ", ALGORITHMS));
    }

    private static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        byte[] text = Files.readString(file).getBytes(StandardCharsets.UTF_8);
        Certificate[] all = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(text))
                .toArray(Certificate[]::new);
        if (all.length == 0) {
            throw new IOException(file + " holds no certificate");
        }
        return all;
    }

    /** What a client uses that trusts the certificates in this file, and no others. */
    public static SSLContext trusting(Path file) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, NO_PASSWORD);
            Certificate[] all = certificates(file);
            for (int i = 0; i < all.length; i++) {
                trusted.setCertificateEntry("authority" + i, all[i]);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust " + file + ": " + e.getMessage(), e);
        }
    }
}
