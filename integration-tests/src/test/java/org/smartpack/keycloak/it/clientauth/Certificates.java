/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates and their keys, made with the tool of the JDK, in a folder of their own. */
final class Certificates {

    static final String PASSWORD = "changeit-now";

    private final Path folder;

    Certificates(Path folder) {
        this.folder = folder;
    }

    /** A new key with a certificate, in a key store; answers its file. */
    Path create(String alias, String subject) {
        Path store = store(alias);
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "30",
                "-dname",
                subject,
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                store.toString());
        return store;
    }

    /** A new trust store with the certificates of these; answers its file. */
    Path trust(String name, String... aliases) {
        Path trust = store(name);
        for (String alias : aliases) {
            Path certificate = folder.resolve(alias + ".cer");
            keytool(
                    "-exportcert",
                    "-alias",
                    alias,
                    "-keystore",
                    store(alias).toString(),
                    "-file",
                    certificate.toString());
            keytool(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    alias,
                    "-file",
                    certificate.toString(),
                    "-keystore",
                    trust.toString());
        }
        return trust;
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The claim {@code x5t#S256} of tokens that are bound to a certificate (RFC 8705 section 3.1). */
    String thumbprint(String alias) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(load(alias).getCertificate(alias).getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate and the private key as PEM files, as {@code curl} takes them. */
    List<String> credentials(String alias) {
        return List.of(
                "--cert", certificate(alias).toString(), "--key", key(alias).toString());
    }

    /** The certificate as a PEM file. */
    Path certificate(String alias) {
        try {
            return pem(
                    alias + ".crt",
                    "CERTIFICATE",
                    load(alias).getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path key(String alias) {
        try {
            return pem(
                    alias + ".key",
                    "PRIVATE KEY",
                    load(alias).getKey(alias, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path pem(String name, String type, byte[] content) {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that trusts the server {@code server}; it shows the certificate {@code alias}, if that isn't empty. */
    SSLContext context(String server, String alias) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(server));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(alias.isEmpty() ? null : load(alias), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load(String name) {
        try (InputStream file = Files.newInputStream(store(name))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
