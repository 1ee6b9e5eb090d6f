/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.consent;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientScopeModel;

import static org.assertj.core.api.Assertions.assertThat;

class SelectionTest {

    private static final String MARK = "__smart_chosen";
    private static final ClientScopeModel MODEL = (ClientScopeModel) Proxy.newProxyInstance(
            SelectionTest.class.getClassLoader(),
            new Class<?>[] {ClientScopeModel.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getId", "toString" -> "model";
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });

    private static Asked asked(String name) {
        Asked.Kind kind = name.startsWith("launch") ? Asked.Kind.CONTEXT : Asked.Kind.OPEN;
        return new Asked(name, MODEL, name, kind);
    }

    private static Choices choices(String... names) {
        return Choices.of(Arrays.stream(names).map(SelectionTest::asked).toList());
    }

    private static Ticks ticks(List<String> scopes, String... writing) {
        return new Ticks(Optional.of(Set.copyOf(scopes)), Set.of(writing));
    }

    private static List<String> left(Selection selection, String requested) {
        return List.of(selection.parameter(requested).split(" "));
    }

    @Test
    @DisplayName("SMART-SCOPE-60: what is ticked is left, and nothing else, whatever the form says")
    void ticked() {
        Choices choices = choices("user/Patient.rs", "user/Task.rs", "profile");
        Selection selection = choices.select(
                ticks(List.of("user/Task.rs", "user/*.cruds", "email", MARK, ""), "user/Patient.rs", "user/Task.rs"));
        assertThat(selection.isWhole()).isFalse();
        assertThat(left(selection, "openid profile user/Patient.rs user/Task.rs nonsense"))
                .containsExactly("openid", "nonsense", "user/Task.rs", MARK);
        assertThat(choices.select(Ticks.ALL).isWhole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "user/Patient.cruds, user/Patient.rs",
        "user/Patient.*, user/Patient.read",
        "user/Patient.crs?name=a, user/Patient.rs?name=a",
        "user/Patient.ru, user/Patient.r",
        "http://smarthealthit.org/fhir/scopes/user/Patient.*, http://smarthealthit.org/fhir/scopes/user/Patient.read"
    })
    @DisplayName("SMART-SCOPE-32: reading without writing, in the spelling of the request")
    void readingOnly(String scope, String reading) {
        Choices choices = choices(scope);
        assertThat(choices.open()).allMatch(Choice::isSplit);
        assertThat(left(choices.select(ticks(List.of(scope))), scope)).containsExactly(reading, MARK);
        assertThat(choices.select(ticks(List.of(scope), scope)).isWhole()).isTrue();
        assertThat(left(choices.select(ticks(List.of(), scope)), "openid " + scope))
                .containsExactly("openid", MARK);
    }

    @Test
    @DisplayName("SMART-SCOPE-32: a scope for reading or writing alone is one choice")
    void whole() {
        assertThat(choices("user/Patient.rs", "user/Task.write", "user/Slot.d", "profile")
                        .open())
                .noneMatch(Choice::isSplit);
    }

    @Test
    @DisplayName("SMART-SCOPE-6: spellings of one scope are one choice")
    void spellings() {
        Choices choices = choices("user/Patient.read", "user/Patient.rs", "user/Task.cruds", "user/Task.*");
        assertThat(choices.open()).extracting(Choice::value).containsExactly("user/Patient.read", "user/Task.cruds");
        Selection selection = choices.select(ticks(List.of("user/Patient.read", "user/Task.cruds")));
        assertThat(selection.records())
                .containsExactly("user/Patient.read", "user/Patient.rs", "user/Task.rs", "user/Task.read");
        assertThat(choices.select(ticks(List.of("user/Patient.rs"))).records()).isEmpty();
    }

    @Test
    @DisplayName("SMART-SCOPE-60: without records there is no launch context, unless no records were asked for")
    void context() {
        Choices choices = choices("launch/patient", "fhirUser", "patient/*.rs");
        assertThat(left(choices.select(ticks(List.of("fhirUser"))), "openid launch/patient fhirUser patient/*.rs"))
                .containsExactly("openid", "fhirUser", MARK);
        assertThat(left(choices.select(ticks(List.of("patient/*.rs"))), "openid launch/patient fhirUser patient/*.rs"))
                .containsExactly("openid", "launch/patient", "patient/*.rs", MARK);
        assertThat(left(
                        choices("launch/patient", "fhirUser").select(ticks(List.of())),
                        "openid launch/patient fhirUser"))
                .containsExactly("openid", "launch/patient", MARK);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: scopes that aren't asked about stay, as records too")
    void hidden() {
        Asked hidden = new Asked("user/Slot.rs", MODEL, null, Asked.Kind.HIDDEN);
        Choices choices = Choices.of(List.of(asked("launch/patient"), asked("user/Task.rs"), hidden));
        assertThat(left(choices.select(ticks(List.of())), "launch/patient user/Task.rs user/Slot.rs"))
                .containsExactly("launch/patient", "user/Slot.rs", MARK);
    }

    @Test
    @DisplayName("SMART-SCOPE-60: nothing is left where neither identity nor anything but a longer life is")
    void nothing() {
        Choices choices = choices("online_access", "offline_access", "profile", "user/Task.rs", "launch/patient");
        String requested = "online_access offline_access profile user/Task.rs launch/patient";
        assertThat(choices.select(ticks(List.of("online_access", "offline_access")))
                        .isNothing(requested))
                .isTrue();
        assertThat(choices.select(ticks(List.of())).isNothing(requested)).isTrue();
        for (String left : List.of("profile", "user/Task.rs")) {
            assertThat(choices.select(ticks(List.of(left))).isNothing(requested))
                    .as(left)
                    .isFalse();
        }
        assertThat(choices.select(ticks(List.of())).isNothing("openid " + requested))
                .isFalse();
    }

    @Test
    @DisplayName("attack 18: of more choices than a page can have, those for one type and level become one")
    void many() {
        String[] names = Stream.concat(
                        IntStream.rangeClosed(0, Choices.MOST).mapToObj(i -> "user/Observation.cruds?code=" + i),
                        Stream.of("patient/Observation.rs", "user/Task.rs", "profile"))
                .toArray(String[]::new);
        Choices choices = choices(names);
        assertThat(choices.open())
                .extracting(Choice::value)
                .containsExactly(names[0], "patient/Observation.rs", "user/Task.rs", "profile");
        assertThat(choices.open()).noneMatch(Choice::isSplit);
        assertThat(choices.select(ticks(List.of(names[0]))).records()).hasSize(Choices.MOST + 1);
        assertThat(choices.select(ticks(List.of("profile"))).records()).isEmpty();
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-4, 66: the page tells what another scope includes, and gives up where that takes too long")
    void overlaps() {
        Choices choices = choices("user/*.rs", "user/Observation.cruds", "user/Task.c", "patient/Task.rs");
        Overlaps overlaps = Overlaps.among(choices.open());
        assertThat(choices.open().stream().filter(overlaps::isWithinAnother))
                .extracting(Choice::value)
                .containsExactly("user/Observation.cruds");
    }

    @Test
    @DisplayName("the form of a page that was shown counts for exactly that page")
    void summary() {
        assertThat(choices("user/Task.rs", "profile").summary())
                .isNotEqualTo(choices("user/Task.rs").summary())
                .isNotEqualTo(choices("user/Task.r", "profile").summary())
                .isEqualTo(choices("user/Task.rs", "profile").summary());
    }
}
