/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import jakarta.ws.rs.core.MultivaluedMap;

import org.keycloak.OAuth2Constants;
import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.protocol.oidc.utils.PkceUtils;

/**
 * A code together with what its client must also send: the verifier of its PKCE challenge and the redirect URI.
 * Somebody who has seen a code, in a browser's history or a log, hasn't seen the verifier.
 */
final class CodeProof {

    private CodeProof() {}

    /** The proof for an issued code. */
    static String issued(String code, OAuth2Code data) {
        boolean isS256 = OIDCLoginProtocol.PKCE_METHOD_S256.equals(data.getCodeChallengeMethod());
        String challenge = text(data.getCodeChallenge());
        return hash(code, isS256 ? hashed(challenge) : plain(challenge), text(data.getRedirectUriParam()));
    }

    /**
     * The possible proofs of a request whose code is no longer known: the verifier's challenge by either method, or
     * none; the redirect URI, or none.
     */
    static Set<String> claimed(String code, MultivaluedMap<String, String> form) {
        String verifier = text(form.getFirst(OAuth2Constants.CODE_VERIFIER));
        Set<String> challenges = verifier.isEmpty()
                ? Set.of(plain(""))
                : Set.of(hashed(PkceUtils.generateS256CodeChallenge(verifier)), plain(verifier));
        Set<String> claimed = new LinkedHashSet<>();
        for (String challenge : challenges) {
            claimed.add(hash(code, challenge, text(form.getFirst(OAuth2Constants.REDIRECT_URI))));
            claimed.add(hash(code, challenge, ""));
        }
        return claimed;
    }

    private static String hashed(String challenge) {
        return OIDCLoginProtocol.PKCE_METHOD_S256 + ":" + challenge;
    }

    /** Marked, so that a challenge, which is visible in a login's URL, can't be used as a verifier. */
    private static String plain(String challenge) {
        return OIDCLoginProtocol.PKCE_METHOD_PLAIN + ":" + challenge;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static String hash(String code, String challenge, String redirectUri) {
        String all = code.length() + ":" + code + challenge.length() + ":" + challenge + redirectUri;
        return HashUtils.sha256UrlEncodedHash(all, StandardCharsets.UTF_8);
    }
}
