/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.error;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTest {

    private static final String REASON = "what only the administrator reads";

    @Test
    @DisplayName("each code is in the catalogue once, with an HTTP status and the clause that defines it")
    void catalogue() {
        assertThat(OAuthError.values())
                .allSatisfy(error -> assertThat(error.code()).isEqualToIgnoringCase(error.name()))
                .allSatisfy(error -> assertThat(error.status()).isBetween(400, 503))
                .allSatisfy(error -> assertThat(error.clause()).matches("RFC [0-9]{4} [0-9.]+"));
        assertThat(Arrays.stream(OAuthError.values()).map(OAuthError::code)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("the caller learns nothing of the reason why credentials, a token or a launch don't count")
    void privateReason() {
        assertThat(List.of(
                        Refusal.credentials(REASON),
                        Refusal.assertion(REASON),
                        Refusal.token("this", REASON),
                        Refusal.launch(Refusal.INVALID_LAUNCH, REASON),
                        Refusal.launchOfAnother(REASON, false)))
                .allSatisfy(refusal -> assertThat(refusal.description()).doesNotContain(REASON))
                .allSatisfy(refusal -> assertThat(refusal.reason()).endsWith(REASON))
                .allSatisfy(refusal -> assertThat(refusal.isLogged()).isFalse());
    }

    @Test
    @DisplayName("the log has code, clause and reason; another status or text changes nothing else")
    void changed() {
        Refusal refusal = Refusal.launchOfAnother(REASON, true).withStatus(409).withDescription("other");
        assertThat(refusal).hasToString("access_denied (RFC 6749 4.1.2.1): launch context rejected: " + REASON);
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.description()).isEqualTo("other");
        assertThat(refusal.isFault()).isTrue();
    }
}
