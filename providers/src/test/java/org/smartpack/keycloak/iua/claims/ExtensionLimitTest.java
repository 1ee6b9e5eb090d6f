/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtensionLimitTest {

    private static final Map<String, Object> TREAT = Map.of("system", "urn:x", "code", "TREAT");
    private static final Map<String, Object> TREATMENT =
            Map.of("system", "urn:x", "code", "TREAT", "display", "treatment");
    private static final Map<String, Object> RESEARCH = Map.of("system", "urn:x", "code", "HRESCH");
    private static final Map<String, Object> OTHER_SYSTEM = Map.of("system", "urn:y", "code", "TREAT");

    private static Map<String, Object> purposes(Object... codings) {
        return Map.of("ihe_iua", Map.of("purpose_of_use", List.of(codings)));
    }

    private static ExtensionLimit exchange(Map<String, Object> said) {
        AccessToken token = new AccessToken();
        token.getOtherClaims().put("extensions", said);
        return ExtensionLimit.ofExchange(Optional.of(token));
    }

    private static RefreshToken newRefreshToken() {
        return new RefreshToken(new AccessToken(), null, null);
    }

    private static RefreshToken begun(Map<String, Object> claim, Optional<ExtensionLimit> exchange) {
        RefreshToken token = newRefreshToken();
        ExtensionLimit.begin(token, claim, exchange);
        return token;
    }

    private static Map<String, Object> refreshed(RefreshToken token, Map<String, Object> now) throws Refusal {
        return ExtensionLimit.ofGrant(token).orElseThrow().limit(now);
    }

    @Test
    @DisplayName("IUA-JWT-7: of the purposes, those that both have, as the earlier token writes them")
    void common() throws Refusal {
        assertThat(exchange(purposes(TREATMENT)).limit(purposes(RESEARCH, TREAT)))
                .isEqualTo(purposes(TREATMENT));
        assertThat(exchange(purposes(RESEARCH, TREAT)).limit(purposes(TREAT))).isEqualTo(purposes(TREAT));
    }

    @Test
    @DisplayName("IUA-JWT-7: the same code of another system is another purpose")
    void otherSystem() {
        assertThatThrownBy(() -> exchange(purposes(TREAT)).limit(purposes(OTHER_SYSTEM)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("purpose_of_use of the subject token");
    }

    @Test
    @DisplayName("IUA-JWT-7: without a subject token that counts, an exchanged token says nothing")
    void noSubjectToken() throws Refusal {
        assertThat(ExtensionLimit.ofExchange(Optional.empty()).limit(purposes(TREAT)))
                .isEmpty();
        assertThat(ExtensionLimit.ofExchange(Optional.of(new AccessToken())).limit(purposes(TREAT)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "5"})
    @DisplayName("IUA-JWT-7: what isn't an object says nothing")
    void wrongForm(Object value) throws Refusal {
        AccessToken token = new AccessToken();
        token.getOtherClaims().put("extensions", value);
        assertThat(ExtensionLimit.ofExchange(Optional.of(token)).limit(purposes(TREAT)))
                .isEmpty();
        assertThat(exchange(Map.of("ihe_iua", value)).limit(purposes(TREAT))).isEmpty();
    }

    @Test
    @DisplayName("IUA-JWT-7: other members of extensions than IUA's aren't passed on")
    void foreignMembers() throws Refusal {
        assertThat(exchange(Map.of("other", Map.of("a", "b"), "ihe_bppc", Map.of("acp", "urn:a")))
                        .limit(Map.of()))
                .isEqualTo(Map.of("ihe_bppc", Map.of("acp", "urn:a")));
    }

    @Test
    @DisplayName("IUA-JWT-7: a person or organization that is another now is left out, a consent is refused")
    void changed() throws Refusal {
        Map<String, Object> said = Map.of("ihe_iua", Map.of("person_id", "1", "subject_name", "A"));
        assertThat(exchange(said).limit(Map.of("ihe_iua", Map.of("person_id", "2"))))
                .isEqualTo(Map.of("ihe_iua", Map.of("subject_name", "A")));
        for (String name : List.of("patient_id", "doc_id", "acp")) {
            RefreshToken token = begun(Map.of("ihe_bppc", Map.of(name, "urn:a")), Optional.empty());
            assertThatThrownBy(() -> refreshed(token, Map.of("ihe_bppc", Map.of(name, "urn:b"))))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    @DisplayName("IUA-JWT-7: a refresh leaves out what is no longer so, but keeps what an exchange passed on")
    void refresh() throws Refusal {
        RefreshToken own = begun(purposes(TREAT), Optional.empty());
        assertThat(refreshed(own, Map.of())).isEmpty();
        assertThat(refreshed(own, purposes(TREAT, RESEARCH))).isEqualTo(purposes(TREAT));
        ExtensionLimit exchange = exchange(purposes(TREAT));
        RefreshToken passedOn = begun(exchange.limit(Map.of()), Optional.of(exchange));
        assertThat(refreshed(passedOn, Map.of())).isEqualTo(purposes(TREAT));
        RefreshToken next = newRefreshToken();
        ExtensionLimit.keep(passedOn, next);
        assertThat(refreshed(next, purposes(TREAT, RESEARCH))).isEqualTo(purposes(TREAT));
    }

    @Test
    @DisplayName("IUA-JWT-7: a grant that began with nothing gets nothing; an older one has no limit")
    void beginnings() throws Refusal {
        assertThat(refreshed(begun(Map.of(), Optional.empty()), purposes(TREAT)))
                .isEmpty();
        assertThat(ExtensionLimit.ofGrant(newRefreshToken())).isEmpty();
    }
}
