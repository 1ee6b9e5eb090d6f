/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.token;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.utils.OAuth2Code;
import org.keycloak.protocol.oidc.utils.PkceUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** What a request that names a used code has to know of it. */
class CodeProofTest {

    private static final String CODE = "random.session.client";
    private static final String REDIRECT = "https://app.example.org/callback";
    private static final String VERIFIER = "v".repeat(43);

    private static OAuth2Code code(String redirect, String challenge) {
        return new OAuth2Code(
                "random",
                "client",
                0,
                null,
                "openid",
                null,
                redirect,
                challenge,
                challenge == null ? null : "S256",
                null,
                "session");
    }

    private static MultivaluedMap<String, String> form(String redirect, String verifier) {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        if (redirect != null) {
            form.putSingle("redirect_uri", redirect);
        }
        if (verifier != null) {
            form.putSingle("code_verifier", verifier);
        }
        return form;
    }

    private static boolean matches(OAuth2Code issued, MultivaluedMap<String, String> form) {
        return CodeProof.claimed(CODE, form).contains(CodeProof.issued(CODE, issued));
    }

    @Test
    @DisplayName("attack 47: verifier and redirect URI, both")
    void both() {
        OAuth2Code issued = code(REDIRECT, PkceUtils.generateS256CodeChallenge(VERIFIER));
        assertThat(matches(issued, form(REDIRECT, VERIFIER))).isTrue();
        assertThat(matches(issued, form(REDIRECT, "w".repeat(43)))).isFalse();
        assertThat(matches(issued, form(REDIRECT, null))).isFalse();
        assertThat(matches(issued, form(REDIRECT, ""))).isFalse();
        assertThat(matches(issued, form(REDIRECT + "/", VERIFIER))).isFalse();
        assertThat(matches(issued, form(null, VERIFIER))).isFalse();
        assertThat(CodeProof.claimed(CODE + "x", form(REDIRECT, VERIFIER)))
                .doesNotContain(CodeProof.issued(CODE, issued));
    }

    @Test
    @DisplayName("attack 47: a challenge is no verifier of its own")
    void challengeAsVerifier() {
        String challenge = PkceUtils.generateS256CodeChallenge(VERIFIER);
        for (String verifier : new String[] {challenge, "S256:" + challenge, "plain:" + challenge}) {
            assertThat(matches(code(REDIRECT, challenge), form(REDIRECT, verifier)))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("attack 4: clients without PKCE, and requests that named no redirect URI")
    void withoutPkce() {
        assertThat(matches(code(REDIRECT, null), form(REDIRECT, null))).isTrue();
        assertThat(matches(code(REDIRECT, null), form(null, null))).isFalse();
        assertThat(matches(code(null, null), form(REDIRECT, null))).isTrue();
        assertThat(matches(code(null, null), form(null, null))).isTrue();
    }
}
