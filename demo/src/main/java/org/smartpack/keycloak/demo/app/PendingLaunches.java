/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * The launches whose users are on their way to Keycloak and back, which a module keeps on its server meanwhile. A
 * launch belongs to the browser in which it began, and expires after a few minutes. If there are too many, the oldest
 * are dropped.
 */
final class PendingLaunches {

    static final int SECONDS = 600;

    private static final int MAX = 200;

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    /**
     * One pending launch.
     *
     * @param browser the cookie value of the browser in which it began
     * @param launch the value of {@code launch} that the module was given
     * @param verifier the PKCE verifier
     */
    record Pending(String browser, String client, String launch, String verifier, String nonce, Instant until) {

        /** The content of {@code launch}, if it is a token; for display only, because it isn't verified. */
        Optional<JWTClaimsSet> token() {
            try {
                return Optional.of(SignedJWT.parse(launch).getJWTClaimsSet());
            } catch (ParseException e) {
                return Optional.empty();
            }
        }

        /**
         * The reference that the user can give to the help desk: the token's {@code jti}, by which the portal knows it
         * too (KT-AUD-5). Empty if there is none, or if Keycloak wouldn't use it unchanged.
         */
        String reference() {
            return token().map(JWTClaimsSet::getJWTID)
                    .filter(id -> REFERENCE.matcher(id).matches())
                    .orElse("");
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Map<String, Pending> byState = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pending> eldest) {
            return size() > MAX;
        }
    };

    PendingLaunches(Clock clock) {
        this.clock = clock;
    }

    /** 256 random bits in base64url, in the form of a PKCE verifier. */
    String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Keeps a launch, and returns the parameters of its authorization request (KT-AUTHZ-8). */
    synchronized Map<String, String> begin(
            String browser, String client, String launch, String scope, SampleAppSettings settings) {
        String state = random();
        Pending pending = new Pending(
                browser, client, launch, random(), random(), clock.instant().plusSeconds(SECONDS));
        byState.put(state, pending);
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", client);
        request.put("redirect_uri", settings.origin() + ModuleLaunch.REDIRECT);
        request.put("launch", launch);
        request.put("scope", scope);
        request.put("state", state);
        request.put("aud", settings.fhirBaseUrl());
        request.put("nonce", pending.nonce());
        request.put("code_challenge", challenge(pending.verifier()));
        request.put("code_challenge_method", "S256");
        return request;
    }

    /** Removes and returns a launch, so that it can't end twice. */
    synchronized Optional<Pending> end(String state, String browser) {
        Pending pending = byState.get(state);
        boolean isOwn = pending != null
                && MessageDigest.isEqual(pending.browser().getBytes(US_ASCII), browser.getBytes(US_ASCII));
        if (!isOwn) {
            return Optional.empty();
        }
        byState.remove(state);
        return Optional.of(pending).filter(one -> clock.instant().isBefore(one.until()));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
