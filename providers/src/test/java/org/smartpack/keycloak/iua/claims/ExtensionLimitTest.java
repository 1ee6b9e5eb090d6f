/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExtensionLimitTest {

    private static final Map<String, Object> TREAT = Map.of("system", "urn:x", "code", "TREAT");
    private static final Map<String, Object> TREATMENT =
            Map.of("system", "urn:x", "code", "TREAT", "display", "treatment");
    private static final Map<String, Object> RESEARCH = Map.of("system", "urn:x", "code", "HRESCH");
    private static final Map<String, Object> OTHER_SYSTEM = Map.of("system", "urn:y", "code", "TREAT");
    private static final Map<String, Object> SUBJECT = Map.of("ihe_iua", Map.of("subject_name", "A"));

    /** The members that decide what may be done with the data. */
    private static Stream<Map<String, Object>> decisive() {
        return Stream.concat(
                Stream.of(purposes(TREAT)),
                Stream.of("patient_id", "doc_id", "acp").map(name -> Map.of("ihe_bppc", Map.of(name, "urn:a"))));
    }

    private static Map<String, Object> purposes(Object... codings) {
        return Map.of("ihe_iua", Map.of("purpose_of_use", List.of(codings)));
    }

    private static ExtensionLimit exchange(Map<String, Object> said) {
        AccessToken token = new AccessToken();
        token.getOtherClaims().put("extensions", said);
        return ExtensionLimit.ofExchange(Optional.of(token));
    }

    private static void assertRefused(ThrowingCallable limiting, OAuthError error, String message) {
        assertThatThrownBy(limiting)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.error()).isEqualTo(error))
                .hasMessageContaining(message);
    }

    private static String nameOf(Map<String, Object> claim) {
        return ((Map<?, ?>) claim.values().iterator().next())
                .keySet()
                .iterator()
                .next()
                .toString();
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
        for (Optional<AccessToken> subject : List.of(Optional.<AccessToken>empty(), Optional.of(new AccessToken()))) {
            assertThat(ExtensionLimit.ofExchange(subject).limit(SUBJECT)).isEmpty();
            assertRefused(
                    () -> ExtensionLimit.ofExchange(subject).limit(purposes(TREAT)),
                    OAuthError.INVALID_REQUEST,
                    "purpose_of_use");
        }
    }

    @ParameterizedTest
    @MethodSource("decisive")
    @DisplayName("IUA-JWT-7, attack 15: a purpose or a consent is never left out because the earlier token lacks it")
    void added(Map<String, Object> now) throws Refusal {
        String name = nameOf(now);
        assertRefused(
                () -> exchange(SUBJECT).limit(now),
                OAuthError.INVALID_REQUEST,
                "the subject token has no " + name + ", unlike this client's own tokens");
        RefreshToken grant = begun(SUBJECT, Optional.empty());
        assertRefused(
                () -> refreshed(grant, now),
                OAuthError.INVALID_GRANT,
                "this grant was made without " + name + "; sign in again");
        ExtensionLimit exchange = exchange(SUBJECT);
        RefreshToken exchanged = begun(exchange.limit(Map.of()), Optional.of(exchange));
        assertRefused(() -> refreshed(exchanged, now), OAuthError.INVALID_GRANT, name);
    }

    @ParameterizedTest
    @MethodSource("decisive")
    @DisplayName("IUA-JWT-7, attack 15: nor because it is gone at a refresh, unless an exchange passed it on")
    void gone(Map<String, Object> then) throws Refusal {
        assertRefused(
                () -> refreshed(begun(then, Optional.empty()), SUBJECT),
                OAuthError.INVALID_GRANT,
                nameOf(then) + " of this grant no longer applies; sign in again");
        ExtensionLimit known = exchange(then);
        RefreshToken ofBoth = begun(known.limit(then), Optional.of(known));
        assertRefused(() -> refreshed(ofBoth, Map.of()), OAuthError.INVALID_GRANT, nameOf(then));
        ExtensionLimit unknown = exchange(then);
        RefreshToken passedOn = begun(unknown.limit(Map.of()), Optional.of(unknown));
        assertThat(refreshed(passedOn, SUBJECT)).isEqualTo(then);
    }

    @ParameterizedTest
    @MethodSource("decisive")
    @DisplayName("IUA-JWT-7, attack 15: a UMA ticket, which says nothing, doesn't lose a purpose or a consent")
    void ticket(Map<String, Object> said) throws Refusal {
        AccessToken without = new AccessToken();
        without.getOtherClaims().put("extensions", SUBJECT);
        assertThat(ExtensionLimit.ofTicket(without).limit(SUBJECT)).isEmpty();
        assertThat(ExtensionLimit.ofTicket(new AccessToken()).limit(Map.of())).isEmpty();
        String told = "a UMA ticket can't say " + nameOf(said);
        assertRefused(() -> ExtensionLimit.ofTicket(without).limit(said), OAuthError.INVALID_REQUEST, told);
        AccessToken with = new AccessToken();
        with.getOtherClaims().put("extensions", said);
        assertRefused(() -> ExtensionLimit.ofTicket(with), OAuthError.INVALID_REQUEST, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "5"})
    @DisplayName("IUA-JWT-7: what isn't an object says nothing")
    void wrongForm(Object value) throws Refusal {
        AccessToken token = new AccessToken();
        token.getOtherClaims().put("extensions", value);
        assertThat(ExtensionLimit.ofExchange(Optional.of(token)).limit(SUBJECT)).isEmpty();
        assertThat(exchange(Map.of("ihe_iua", value)).limit(SUBJECT)).isEmpty();
        assertThatThrownBy(() -> exchange(Map.of("ihe_iua", value)).limit(purposes(TREAT)))
                .isInstanceOf(Refusal.class);
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
    @DisplayName("IUA-JWT-7: a refresh leaves out who somebody no longer is, but keeps what an exchange passed on")
    void refresh() throws Refusal {
        assertThat(refreshed(begun(SUBJECT, Optional.empty()), Map.of())).isEmpty();
        RefreshToken own = begun(purposes(TREAT), Optional.empty());
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
        assertThat(refreshed(begun(Map.of(), Optional.empty()), SUBJECT)).isEmpty();
        assertThat(ExtensionLimit.ofGrant(newRefreshToken())).isEmpty();
    }
}
