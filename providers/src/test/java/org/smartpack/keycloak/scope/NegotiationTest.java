/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.Scopes.allowance;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.requested;

/** What is granted, and how it is written. */
class NegotiationTest {

    private static String granted(String request, String allowances) {
        return ScopeParameter.join(
                Negotiation.grant(requested(request), allowed(allowances)).scopes());
    }

    @ParameterizedTest
    @CsvSource({
        "system/Observation.rs?category=laboratory, system/*.rs, system/Observation.rs?category=laboratory",
        "system/*.rs, system/*.rs, system/*.rs",
        "system/Patient.r system/Encounter.s, system/*.rs, system/Patient.r system/Encounter.s",
        "system/*.read, system/*.rs, system/*.read",
        "system/*.*, system/*.rs, system/*.read",
        "system/Patient.d, system/*.rs, ''",
        "system/*.cruds, system/Patient.rs system/Observation.cruds?category=laboratory, system/Observation.cruds?category=laboratory system/Patient.rs"
    })
    @DisplayName("SMART-SCOPE-60 granted is what request and allowances have in common")
    void common(String request, String allowances, String expected) {
        assertThat(granted(request, allowances)).isEqualTo(expected);
    }

    @Test
    @DisplayName("SMART-SCOPE-31 a v1 scope that is granted comes back as v1, whatever the allowance is written in")
    void v1Echo() {
        assertThat(granted("patient/Patient.read patient/*.write", "patient/*.cruds"))
                .isEqualTo("patient/Patient.read patient/*.write");
    }

    @ParameterizedTest
    @CsvSource({
        "user/*.*, user/*.rs, user/*.read",
        "user/*.*, user/*.cud, user/*.write",
        "user/*.*, user/Patient.cruds, user/Patient.*",
        "user/*.*, user/*.crud, user/*.crud",
        "user/*.read, user/*.r, user/*.r",
        "user/*.read, user/*.cruds?_tag=a, user/*.rs?_tag=a",
        "user/*.read user/Encounter.cruds, user/Patient.rs user/Encounter.rs, user/Encounter.read user/Patient.read"
    })
    @DisplayName("SMART-SCOPE-32 a narrowed v1 scope is v1 exactly where v1 can say it")
    void v1Narrowed(String request, String allowances, String expected) {
        assertThat(granted(request, allowances)).isEqualTo(expected);
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-32 each is answered in the syntax of its own request, two spellings of one scope included")
    void mixed() {
        assertThat(granted("user/*.read user/*.rs user/Patient.cruds", "user/*.rs"))
                .isEqualTo("user/*.read user/*.rs");
        assertThat(granted("user/Patient.* user/Encounter.cruds", "user/*.rs"))
                .isEqualTo("user/Patient.read user/Encounter.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-11 the answer to a URI form is in URI form")
    void uriForm() {
        String prefix = "http://smarthealthit.org/fhir/scopes/";
        assertThat(granted(prefix + "user/*.* " + prefix + "user/Patient.rs", "user/Patient.rs user/Observation.r"))
                .isEqualTo(prefix + "user/Observation.r " + prefix + "user/Patient.rs");
        assertThat(granted("user/*.*", prefix + "user/Patient.rs")).isEqualTo("user/Patient.read");
    }

    @Test
    @DisplayName("SMART-SCOPE-25 granted unchanged means in the client's own spelling")
    void ownSpelling() {
        String odd = "user/Observation.rs?code=%62,a&code=a,b&category=%7c";
        assertThat(granted(odd, "user/*.rs?code=a,b,c")).isEqualTo(odd);
    }

    @Test
    @DisplayName("SMART-SCOPE-6 several allowances together can cover one request")
    void together() {
        assertThat(granted("user/Patient.cruds", "user/*.rs user/Patient.cud")).isEqualTo("user/Patient.cruds");
        assertThat(granted("user/*.rs", "user/*.r user/Patient.s")).isEqualTo("user/*.r user/Patient.s");
    }

    @Test
    @DisplayName("SMART-SCOPE-67 a wildcard limited to some types is answered by these types")
    void wildcardExpands() {
        assertThat(granted("patient/*.rs", "patient/Observation.cruds patient/Condition.rs"))
                .isEqualTo("patient/Condition.rs patient/Observation.rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-26 a template grants requests with a value, as written, and is itself never granted")
    void template() {
        String template = "system/*.cruds?resource-origin=";
        assertThat(granted("system/Task.ru?resource-origin=Device/2,Device/1", template))
                .isEqualTo("system/Task.ru?resource-origin=Device/2,Device/1");
        assertThat(granted("system/Task.ru", template)).isEmpty();
        assertThat(granted("system/Task.ru?code=a", template)).isEmpty();
        ResourceScope slippedIn = allowance(template, ScopeRules.DEFAULT);
        assertThat(Negotiation.grant(List.of(slippedIn), allowed("system/*.cruds"))
                        .scopes())
                .isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-54: Koppeltaal's devices are intersected")
    void devices() {
        assertThat(granted(
                        "system/Task.r?resource-origin=Device/1,Device/2",
                        "system/Task.rs?resource-origin=Device/2,Device/3"))
                .isEqualTo("system/Task.r?resource-origin=Device/2");
    }

    @Test
    @DisplayName("SMART-SCOPE-7 narrowed scopes appear once, and not beside one that covers them")
    void withoutRedundant() {
        assertThat(granted("user/Patient.cruds user/Patient.rs user/*.cr", "user/*.rs"))
                .isEqualTo("user/Patient.rs user/*.r");
        assertThat(granted("user/Patient.* user/Patient.crs user/Patient.rds", "user/*.rs"))
                .isEqualTo("user/Patient.read");
        assertThat(granted("user/*.rs user/Patient.r", "user/*.rs")).isEqualTo("user/*.rs user/Patient.r");
    }

    @Test
    @DisplayName("SMART-SCOPE-60 each requested scope has its own answer")
    void answers() {
        Negotiation negotiation =
                Negotiation.grant(requested("user/*.rs user/Patient.r user/Patient.d"), allowed("user/Patient.rs"));
        assertThat(negotiation.parts())
                .extracting(
                        grant -> grant.requested().spelling() + grant.granted() + grant.isWhole() + grant.isRefused())
                .containsExactly(
                        "user/*.rs[user/Patient.rs]falsefalse",
                        "user/Patient.r[user/Patient.r]truefalse",
                        "user/Patient.d[]falsetrue");
        assertThat(negotiation.refused()).extracting(ResourceScope::spelling).containsExactly("user/Patient.d");
        assertThat(negotiation.granted()).extracting(ResourceScope::spelling).isEqualTo(negotiation.scopes());
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-64 what was granted is covered by the grant, so a refresh for the same set changes nothing")
    void refresh() {
        Negotiation first = Negotiation.grant(requested("user/*.* user/Patient.rs"), allowed("user/*.rs user/Task.u"));
        ScopeSet grant = ScopeSet.of(first.granted());
        assertThat(first.scopes()).containsExactly("user/*.read", "user/Task.u", "user/Patient.rs");
        assertThat(Negotiation.grant(first.granted(), grant).scopes()).isEqualTo(first.scopes());
        assertThat(grant.covers(Scopes.resource("user/*.cruds"))).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-27 a narrowed scope beyond the limits is left out rather than granted unreadably")
    void limits() {
        ScopeRules rules = Rules.DEFAULT.withMaxRestrictions(2).build();
        List<ResourceScope> request = requested("user/Observation.rs?code=a&category=b user/Patient.rs?_id=1");
        ScopeSet allowed = allowed("user/*.rs?_tag=t");
        assertThat(Negotiation.grant(request, allowed, rules).scopes()).containsExactly("user/Patient.rs?_id=1&_tag=t");
        assertThat(Negotiation.grant(
                                request,
                                allowed,
                                Rules.DEFAULT.withMaxLength(30).build())
                        .scopes())
                .containsExactly("user/Patient.rs?_id=1&_tag=t");
    }

    @Test
    @DisplayName("attack 18: an answer of more scopes than the rules permit grants nothing")
    void tooLarge() {
        List<ResourceScope> request = requested("user/Observation.rs user/Patient.rs");
        ScopeSet allowed = allowed("user/*.rs?_tag=a user/*.rs?_tag=b");
        Negotiation four = Negotiation.grant(
                request, allowed, Rules.DEFAULT.withMaxScopes(4).build());
        assertThat(four.isTooLarge()).isFalse();
        assertThat(four.scopes()).hasSize(4);
        Negotiation three = Negotiation.grant(
                request, allowed, Rules.DEFAULT.withMaxScopes(3).build());
        assertThat(three.isTooLarge()).isTrue();
        assertThat(three.scopes()).isEmpty();
        assertThat(three.refused()).isEqualTo(request);
    }

    @Test
    @DisplayName("attack 17: a restriction whose name is percent-encoded is granted under its plain name")
    void encodedName() {
        String allowance = "system/Observation.rs?category=laboratory";
        assertThat(granted("system/Observation.rs?%63ategory=laboratory", allowance))
                .isEqualTo(allowance);
        assertThat(granted("system/Observation.r?%63%61tegory=%6Caboratory&code=a%26b", allowance))
                .isEqualTo("system/Observation.r?category=laboratory&code=a%26b");
        // A value that is encoded without need can only match less.
        assertThat(granted("system/Observation.rs?category=%6Caboratory", allowance))
                .isEqualTo("system/Observation.rs?category=%6Caboratory");
    }

    @Test
    @DisplayName("nothing requested or nothing allowed grants nothing")
    void nothing() {
        assertThat(Negotiation.grant(List.of(), allowed("user/*.rs")).scopes()).isEmpty();
        assertThat(granted("user/*.rs", "")).isEmpty();
    }
}
