package dev.millrace.manager.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals texts with AES-256-GCM. The key lies in a file that only its owner may read; whoever loses it loses the secrets. */
final class SecretKey {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The key in a file, which is made if it is not there. Throws if others than its owner can read it. */
    static SecretKey at(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        checkPrivate(file);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key", e);
        }
        if (bytes.length != KEY_BYTES) {
            throw new IOException(file + " holds no key of " + KEY_BYTES + " bytes");
        }
        return new SecretKey(bytes);
    }

    /** Whole and private from its first moment, and never over another: two managers may begin at once. */
    private static void create(Path file) throws IOException {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        Path next = Files.createTempFile(
                file.toAbsolutePath().getParent(), "secret", ".next", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(next, Base64.getEncoder().encodeToString(bytes) + "\n");
            Files.createLink(file, next);
        } catch (FileAlreadyExistsException other) {
            // That one it is, then.
        } finally {
            Files.delete(next);
        }
    }

    private static void checkPrivate(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("others can read " + file + ", the key of the secrets: chmod 600 it");
        }
    }

    /** The text encrypted, good for this name only. */
    String seal(String name, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was sealed; throws if it was with another key or for another name. */
    String open(String name, String sealed) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = java.util.Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] text = cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
