/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.MalformedScope.Reason;
import org.smartpack.keycloak.scope.ResourceScope.Syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.smartpack.keycloak.scope.Scopes.allowed;
import static org.smartpack.keycloak.scope.Scopes.reason;
import static org.smartpack.keycloak.scope.Scopes.resource;

/** Sections 1 and 3 of the scope rules: levels, types, interactions, both syntaxes. */
class ResourceScopeGrammarTest {

    @ParameterizedTest
    @CsvSource({"c,CREATE", "r,READ", "u,UPDATE", "d,DELETE", "s,SEARCH"})
    @DisplayName("SMART-SCOPE-1 each letter stands for one group of interactions")
    void letters(String letter, Interaction interaction) {
        ResourceScope scope = resource("system/Observation." + letter);
        assertThat(scope.permissions().interactions()).containsExactly(interaction);
        assertThat(interaction.letter()).isEqualTo(letter.charAt(0));
    }

    @Test
    @DisplayName(
            "SMART-SCOPE-2 all 31 non-empty parts of cruds in order are scopes, every other word over cruds is not")
    void suffixes() {
        int accepted = 0;
        for (String suffix : words("cruds", 5)) {
            boolean inOrder = suffix.matches("(?=.)c?r?u?d?s?");
            Scope scope = Scope.parse("patient/Patient." + suffix);
            if (inOrder) {
                accepted++;
                assertThat(scope).isInstanceOf(ResourceScope.class);
                assertThat(((ResourceScope) scope).permissions()).hasToString(suffix);
            } else {
                assertThat(reason(scope)).as(suffix).isEqualTo(Reason.INTERACTIONS);
            }
        }
        assertThat(accepted).isEqualTo(31);
    }

    private static List<String> words(String alphabet, int longest) {
        List<String> words = new ArrayList<>(List.of(""));
        for (int from = 0, length = 0; length < longest; length++) {
            int to = words.size();
            for (; from < to; from++) {
                for (char letter : alphabet.toCharArray()) {
                    words.add(words.get(from) + letter);
                }
            }
        }
        return words;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dus2", "CRUDS", "Rs", "crudsx", "xr", "", ".", "r.s", "reads", "Read", "READ", "read.", "**", "*r"
            })
    @DisplayName("SMART-SCOPE-3 a suffix outside the grammar is malformed and never guessed at")
    void undefinedSuffixes(String suffix) {
        assertThat(reason(Scope.parse("system/Patient." + suffix))).isEqualTo(Reason.INTERACTIONS);
    }

    @Test
    @DisplayName("SMART-SCOPE-3 .read means r and s, not r and d")
    void readIsNotLetters() {
        assertThat(resource("system/Patient.read").permissions()).hasToString("rs");
    }

    @Test
    @DisplayName("SMART-SCOPE-4 * holds every type and is held by no list of all known types")
    void wildcard() {
        ResourceScope every = resource("user/*.r");
        ScopeSet enumeration = ScopeSet.of(FhirTypes.R4_TO_R5.stream()
                .map(type -> resource("user/" + type + ".r"))
                .toList());
        assertThat(every.isEveryType()).isTrue();
        assertThat(ScopeSet.of(every).covers(enumeration)).isTrue();
        assertThat(enumeration.covers(every)).isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-5 permission for Bundle gives nothing for what a batch would hold")
    void bundleIsATypeLikeAnyOther() {
        assertThat(allowed("system/Bundle.cruds").covers(resource("system/Patient.c")))
                .isFalse();
    }

    @Test
    @DisplayName("SMART-SCOPE-6 scopes form a union: X.rs is X.r X.s")
    void union() {
        assertThat(allowed("user/Patient.r user/Patient.s").covers(allowed("user/Patient.rs")))
                .isTrue();
        assertThat(allowed("user/Patient.rs").covers(allowed("user/Patient.r user/Patient.s")))
                .isTrue();
    }

    @Test
    @DisplayName("SMART-SCOPE-7 the normal form is factored")
    void factored() {
        assertThat(allowed("user/Patient.s user/Patient.r user/Patient.r?_id=1 user/Encounter.c")
                        .normalForm())
                .hasToString("user/Encounter.c user/Patient.rs");
    }

    @ParameterizedTest
    @CsvSource({"patient,PATIENT", "user,USER", "system,SYSTEM"})
    @DisplayName("SMART-SCOPE-8 three levels")
    void levels(String word, Level level) {
        assertThat(resource(word + "/*.r").level()).isEqualTo(level);
        assertThat(level.text()).isEqualTo(word);
    }

    @Test
    @DisplayName("SMART-SCOPE-9 a backend's system/ allowance never covers patient/ or user/, nor the other way round")
    void levelsAreIncomparable() {
        for (Level mine : Level.values()) {
            for (Level other : Level.values()) {
                ResourceScope scope = resource(mine.text() + "/Patient.r");
                ScopeSet allowed = allowed(other.text() + "/*.cruds");
                assertThat(allowed.covers(scope)).isEqualTo(mine == other);
                assertThat(allowed.meet(scope).isEmpty()).isEqualTo(mine != other);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Patient", "MedicinalProduct", "Citation", "SubscriptionStatus", "Transport", "Permission"})
    @DisplayName("SMART-SCOPE-10 types of R4, R4B and R5 are known")
    void knownTypes(String type) {
        assertThat(resource("system/" + type + ".rs").type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo", "Patients", "PATIENT", "Resource", "DomainResource", "Conformance"})
    @DisplayName("SMART-SCOPE-10 other types are not")
    void unknownTypes(String type) {
        assertThat(reason(Scope.parse("system/" + type + ".rs"))).isEqualTo(Reason.UNKNOWN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "patient", "Patient1", "Pat-ient", "Pat*", "**", "*Patient", "Patient/Observation"})
    @DisplayName("SMART-SCOPE-10 what is not the name of a type is refused under any rules")
    void typeSyntax(String type) {
        assertThat(reason(Scope.parse(
                        "system/" + type + ".rs", Rules.DEFAULT.withAnyType().build())))
                .isEqualTo(Reason.TYPE);
    }

    @ParameterizedTest
    @CsvSource({"read,rs", "write,cud", "*,cruds"})
    @DisplayName("SMART-SCOPE-30 v1 scopes mean the same as their v2 spelling")
    void v1(String word, String letters) {
        for (String type : new String[] {"*", "Observation"}) {
            ResourceScope v1 = resource("patient/" + type + "." + word);
            ResourceScope v2 = resource("patient/" + type + "." + letters);
            assertThat(v1).isEqualTo(v2).hasSameHashCodeAs(v2);
            assertThat(v1.syntax()).isEqualTo(Syntax.V1);
            assertThat(v2.syntax()).isEqualTo(Syntax.V2);
            assertThat(v1.spelling()).endsWith("." + word);
            assertThat(v1.canonical()).isEqualTo(v2.spelling());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "write", "*"})
    @DisplayName("SMART-SCOPE-33 v1 scopes may be system/, and are never restricted")
    void v1Restricted(String word) {
        assertThat(resource("system/*." + word).level()).isEqualTo(Level.SYSTEM);
        assertThat(reason(Scope.parse("system/Observation." + word + "?category=laboratory")))
                .isEqualTo(Reason.RESTRICTED_V1);
        assertThat(reason(Scope.parse("system/Observation." + word + "?"))).isEqualTo(Reason.RESTRICTED_V1);
    }

    @Test
    @DisplayName("SMART-SCOPE-11 the URI form is the same scope and keeps its spelling")
    void uriForm() {
        ResourceScope uri = resource("http://smarthealthit.org/fhir/scopes/patient/Observation.rs?code=x");
        assertThat(uri).isEqualTo(resource("patient/Observation.rs?code=x"));
        assertThat(uri.isUriForm()).isTrue();
        assertThat(uri.spelling()).isEqualTo("http://smarthealthit.org/fhir/scopes/patient/Observation.rs?code=x");
        assertThat(uri.canonical()).isEqualTo("patient/Observation.rs?code=x");
        assertThat(reason(Scope.parse("http://smarthealthit.org/fhir/scopes/patient/Observation.dus")))
                .isEqualTo(Reason.INTERACTIONS);
    }

    @Test
    @DisplayName("equality is by meaning: a map never holds one permission twice")
    void equality() {
        assertThat(resource("system/Patient.rs"))
                .isNotEqualTo(resource("system/Patient.r"))
                .isNotEqualTo(resource("system/*.rs"))
                .isNotEqualTo(resource("user/Patient.rs"))
                .isNotEqualTo(resource("system/Patient.rs?_id=1"));
        assertThat(resource("system/Observation.rs?code=b,a&category=x&code=b,a"))
                .isEqualTo(resource("system/Observation.rs?category=x&code=a,b"))
                .hasSameHashCodeAs(resource("system/Observation.rs?category=x&code=a,b"));
    }
}
