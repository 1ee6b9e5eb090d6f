/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance.text;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.scope.FhirTypes;
import org.smartpack.keycloak.scope.Interaction;
import org.smartpack.keycloak.scope.Level;
import org.smartpack.keycloak.scope.Permissions;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeTextTest {

    private static final String LABORATORY = "http://terminology.hl7.org/CodeSystem/observation-category|laboratory";
    private static final List<String> LANGUAGES = List.of("en", "nl", "de", "fr");

    private static Properties messages(String language) {
        Properties messages = new Properties();
        try (Reader file = Files.newBufferedReader(
                Path.of("src/main/resources/theme-resources/messages/messages_" + language + ".properties"))) {
            messages.load(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return messages;
    }

    private static ScopeText in(String language) {
        return new ScopeText(new Words(messages(language)));
    }

    private static String english(String scope) {
        return in("en").sentence(Scope.parse(scope));
    }

    private static ResourceScope scope(String text) {
        return (ResourceScope) Scope.parse(text);
    }

    private static List<Permissions> everyPermission() {
        return IntStream.range(1, 1 << Interaction.values().length)
                .mapToObj(bits -> Permissions.of(Stream.of(Interaction.values())
                        .filter(interaction -> (bits & 1 << interaction.ordinal()) != 0)
                        .toList()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Measurements and results (Observation) of the chosen patient, laboratory results only: view and add",
                "nl | Metingen en uitslagen (Observation) van de gekozen patiënt, alleen laboratoriumuitslagen:"
                        + " inzien en toevoegen",
                "de | Messwerte und Befunde (Observation) des ausgewählten Patienten, nur Laborwerte:"
                        + " einsehen und hinzufügen",
                "fr | Mesures et résultats (Observation) du patient choisi, uniquement les résultats de laboratoire :"
                        + " consulter et ajouter"
            })
    @DisplayName("SMART-SCOPE-66: records, whose, restriction and rights in four languages")
    void restricted(String language, String sentence) {
        assertThat(in(language).sentence(Scope.parse("patient/Observation.crs?category=laboratory")))
                .isEqualTo(sentence);
        assertThat(in(language).sentence(Scope.parse("patient/Observation.crs?category=" + LABORATORY)))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | All health records, now and in future, within your own access rights: view",
                "nl | Alle medische gegevens, nu en in de toekomst, binnen uw eigen toegangsrechten: inzien",
                "de | Alle Gesundheitsdaten, jetzt und in Zukunft, im Rahmen Ihrer eigenen Zugriffsrechte: einsehen",
                "fr | Toutes les données de santé, actuelles et futures, dans la limite de vos propres droits d’accès :"
                        + " consulter"
            })
    @DisplayName("SMART-SCOPE-4: a wildcard means every kind of record, now and in future, and the text says so")
    void wildcard(String language, String sentence) {
        assertThat(in(language).sentence(Scope.parse("user/*.read"))).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "patient/Patient.cruds | Personal details (Patient) of the chosen patient: view, add, change and delete",
                "patient/Patient.* | Personal details (Patient) of the chosen patient: view, add, change and delete",
                "system/Patient.r | Personal details (Patient) of all patients: view one by one (no searching)",
                "patient/Goal.s | Treatment goals (Goal) of the chosen patient: view by searching (not one by one)",
                "patient/Goal.ds | Treatment goals (Goal) of the chosen patient: view by searching (not one by one)"
                        + " and delete",
                "patient/Goal.ud | Treatment goals (Goal) of the chosen patient: change and delete",
                "patient/SubstancePolymer.rs | Other records (technical name: Substance Polymer) of the chosen patient:"
                        + " view",
                "launch/patient | Know which patient was chosen",
                "launch/encounter?role=x | Know which visit was chosen",
                "launch/imagingstudy | Know which “imagingstudy” was chosen",
                "launch | Know what you were working on when you opened the app, such as the patient",
                "fhirUser | Know which person in the health records you are",
                "http://smarthealthit.org/fhir/scopes/online_access | Keep access while you are signed in",
                "offline_access | Keep access when you are away, until you end it in your account",
                "email | email",
                "patient/Goal.sr | patient/Goal.sr"
            })
    @DisplayName("SMART-SCOPE-66: rights that are there in part only are said exactly")
    void sentences(String scope, String sentence) {
        assertThat(english(scope)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Observation.rs?category=vital-signs,laboratory | laboratory results or vital signs only",
                "Observation.rs?category=laboratory,other | only where the category is “laboratory” or “other”",
                "Observation.rs?category=http://a.example/x%7Claboratory | only where the category is"
                        + " “laboratory (a.example/x)”",
                "Observation.rs?category=%7Claboratory | only where the category is “’laboratory”",
                "Condition.rs?category=problem-list-item | the problem list only",
                "Condition.rs?category=laboratory | only where the category is “laboratory”",
                "*.rs?category=laboratory | laboratory results only",
                "Goal.rs?_security=http://terminology.hl7.org/CodeSystem/v3-Confidentiality%7CN"
                        + " | records of normal confidentiality only",
                "Goal.rs?_security=N | only where the security label is “N”",
                "Observation.rs?code=http://loinc.org%7C8480-6 | only where the code is “8480-6 (loinc.org)”",
                "Observation.rs?date=ge2020-01-01 | only from 2020-01-01",
                "Observation.rs?date=gt2019&date=le2020 | only after 2019, and only up to and including 2020",
                "Observation.rs?date=ne2020 | only where “date=ne2020”",
                "Observation.rs?date=ge2020%20and%20all | only where “date=ge2020 and all”",
                "Observation.rs?date=ge2020,le2010 | only where “date=ge2020” or “date=le2010”",
                "Observation.rs?_lastUpdated=ge2020 | only where “_lastUpdated=ge2020”",
                "Observation.rs?value-quantity=gt5&category=laboratory"
                        + " | laboratory results only, and only where “value-quantity=gt5”"
            })
    @DisplayName("SMART-SCOPE-66: what has words is said in words, all else as it is written")
    void restrictions(String scope, String restriction) {
        String expected = restriction.replace("“’laboratory”", "“|laboratory”");
        assertThat(in("en").restriction(scope("patient/" + scope))).contains(expected);
    }

    @Test
    @DisplayName("SMART-SCOPE-66: every combination of rights has a text of its own, in every language")
    void rights() {
        for (String language : LANGUAGES) {
            ScopeText texts = in(language);
            Set<String> said = new HashSet<>();
            for (Permissions permissions : everyPermission()) {
                assertThat(said.add(texts.may(permissions)))
                        .as(permissions.toString())
                        .isTrue();
            }
            assertThat(texts.reading(Permissions.WRITE)).isEmpty();
            assertThat(texts.writing(Permissions.READ)).isEmpty();
            assertThat(texts.may(Permissions.READ))
                    .isEqualTo(texts.reading(Permissions.ALL).orElseThrow());
            assertThat(Stream.of(Level.values()).map(texts::whose))
                    .doesNotHaveDuplicates()
                    .noneMatch(String::isBlank);
        }
    }

    @Test
    @DisplayName("texts of resource types are for types that exist, and no two types have the same text")
    void types() {
        for (String language : LANGUAGES) {
            Properties messages = messages(language);
            List<String> keys = messages.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("smartType."))
                    .toList();
            assertThat(keys).hasSizeBetween(40, 70).allMatch(key -> FhirTypes.isType(key.substring(10)));
            assertThat(keys.stream().map(messages::getProperty)).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("every key that the code names is there, and every text has its use")
    void keys() throws IOException {
        Set<String> known = messages("en").stringPropertyNames();
        Set<String> named = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/smartpack/keycloak/allowance/text"))) {
            for (Path file : files.toList()) {
                Pattern.compile("\"(smart[A-Z][A-Za-z.]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(match -> named.add(match.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(20);
        for (String key : named) {
            assertThat(known).as(key).anyMatch(one -> key.endsWith(".") ? one.startsWith(key) : one.equals(key));
        }
        Pattern ours = Pattern.compile("smart(Scope|Type|Whose|May|Only|Category|Parameter|Security|Quoted|Values)"
                + "([A-Z].*|[.].*)?|smart(And|Or)");
        assertThat(known.stream().filter(key -> ours.matcher(key).matches()))
                .allMatch(key -> named.contains(key)
                        || named.stream()
                                .anyMatch(prefix -> prefix.startsWith("smart")
                                        && (prefix.endsWith(".") || prefix.equals("smartScope.launch"))
                                        && key.startsWith(prefix)));
    }

    @Test
    @DisplayName("attack 35: of thousands of values and restrictions the first are shown, and how many more there are")
    void bounds() {
        String values = IntStream.range(1000, 3000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(english("patient/Observation.rs?code=" + values))
                .contains("“1004” or 1995 other values")
                .hasSizeLessThan(250);
        String many = IntStream.range(10, 70).mapToObj(i -> "a" + i + "=b").collect(Collectors.joining("&"));
        assertThat(english("patient/Observation.rs?" + many))
                .contains("“a14=b”, and under 55 further conditions")
                .hasSizeLessThan(300);
        assertThat(english("patient/Observation.rs?code=" + "x".repeat(5000) + "%7C" + "y".repeat(5000)))
                .contains("y…")
                .hasSizeLessThan(300);
        assertThat(english("x".repeat(10_000))).endsWith("x…").hasSizeLessThan(70);
        assertThat(english("launch/" + "x".repeat(5000))).contains("x…").hasSizeLessThan(100);
        assertThat(in("en").sentenceOfLonger(scope("patient/Observation.rs")))
                .contains("under conditions that are too long to show here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patient/Observation.rs?code=%22%7B0%7D'$%7BtermsText%7D",
                "patient/Observation.rs?a=b'{0}${x}{1,number}''",
                "patient/Observation.rs?a=$t(key)<script>alert(1)</script>",
                "patient/Observation.rs?code=x%E2%80%9D:%20everything",
                "patient/Observation.rs?code=%D7%90%D7%91|%D8%A7",
                "it's_{0}${x}$t(y)"
            })
    @DisplayName("attack 35: nothing in a scope means anything to a page, and nothing ends its quotation")
    void hostile(String scope) {
        assertThat(english(scope)).doesNotContainPattern("”[^,“]*”");
        for (String language : LANGUAGES) {
            String text = in(language).sentence(Scope.parse(scope));
            assertThat(text).doesNotContain("{", "}", "'", "$t(");
            assertThat(new MessageFormat(text).format(new Object[] {"parameter"}))
                    .isEqualTo(text);
            assertThat(text.codePoints()
                            .mapToObj(Character::getDirectionality)
                            .filter(direction -> direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                                    || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("an administrator's own text counts, also with an apostrophe that isn't doubled or an odd argument")
    void ownTexts() {
        Properties messages = messages("fr");
        messages.setProperty("smartScopeLine", "l'accès {1} à {0} {7} {x}");
        messages.setProperty("smartType.VisionPrescription", "Lunettes");
        ScopeText texts = new ScopeText(new Words(messages));
        assertThat(texts.sentence(Scope.parse("patient/VisionPrescription.rs")))
                .isEqualTo("l’accès consulter à Lunettes (VisionPrescription) du patient choisi (7) (x)");
    }

    @Test
    @DisplayName("without any messages the parts of the scope are still there")
    void noMessages() {
        ScopeText texts = new ScopeText(new Words(new Properties()));
        for (String scope : List.of("launch/patient", "patient/*.rs", "patient/Goal.rs?status=active", "openid")) {
            assertThat(texts.sentence(Scope.parse(scope))).isEqualTo(scope);
        }
    }
}
