/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.kind;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.launch.LaunchContext;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.scope.RequestedScopes;

import static org.assertj.core.api.Assertions.assertThat;

class ReleasedContextTest {

    private static final SmartApp APP = new SmartApp(List.of(), false, false, true);
    private static final SmartApp LEGACY_APP = new SmartApp(List.of(), true, false, true);
    private static final Map<String, Object> STUDY = Map.of("reference", "ImagingStudy/1");

    private static LaunchContext context(Object... items) {
        return LaunchContext.EMPTY
                .with(LaunchContext.PATIENT, "pat-1")
                .with(LaunchContext.ENCOUNTER, "enc-1")
                .with(LaunchContext.FHIR_CONTEXT, List.of(items));
    }

    private static Object released(boolean unsolicited, SmartApp app, String granted, Object... items) {
        LaunchContext released = ReleasedContext.of(
                context(items), RequestedScopes.of(granted), World.server("fhir", World.BASE, unsolicited), app);
        assertThat(released.without(LaunchContext.FHIR_CONTEXT).parameters())
                .isEqualTo(Map.of(LaunchContext.PATIENT, "pat-1", LaunchContext.ENCOUNTER, "enc-1"));
        return released.parameters().get(LaunchContext.FHIR_CONTEXT);
    }

    @Test
    @DisplayName("LCTX-26: a server that gives unsolicited context gives all of it")
    void unsolicited() {
        Map<String, Object> untyped = Map.of("identifier", Map.of("value", "1"));
        assertThat(released(true, APP, "launch", STUDY, untyped)).isEqualTo(List.of(STUDY, untyped));
    }

    @Test
    @DisplayName("LCTX-26: another one gives the types that were granted, and no empty list")
    void solicited() {
        Map<String, Object> task = Map.of("reference", "Task/1");
        assertThat(released(false, APP, "launch launch/imagingstudy", STUDY, task))
                .isEqualTo(List.of(STUDY));
        assertThat(released(false, APP, "launch launch/task", STUDY)).isNull();
        assertThat(released(false, APP, "launch", STUDY, task)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fhir.example.org/fhir/ImagingStudy/1",
                "http://h/ImagingStudy/1",
                "/ImagingStudy/1",
                "ImagingStudy/1"
            })
    @DisplayName("LCTX-26: the type of an item is that of its reference, absolute or not")
    void typeOfReference(String reference) {
        Map<String, Object> item = Map.of("reference", reference);
        assertThat(released(false, APP, "launch launch/imagingstudy", item)).isEqualTo(List.of(item));
        assertThat(released(false, APP, "launch launch/task", item)).isNull();
    }

    @Test
    @DisplayName("LCTX-26: what an item says of its type itself goes first")
    void typeOfItem() {
        Map<String, Object> item = Map.of("canonical", "http://example.org/q|1", "type", "Questionnaire");
        assertThat(released(false, APP, "launch launch/questionnaire", item)).isEqualTo(List.of(item));
        Map<String, Object> both = Map.of("reference", "ImagingStudy/1", "type", "Task");
        assertThat(released(false, APP, "launch launch/imagingstudy", both)).isNull();
        assertThat(released(false, APP, "launch launch/task", both)).isEqualTo(List.of(both));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ImagingStudy", "ImagingStudy/", "/1", "", "/", "Unknown/1", "ImagingStudy/1/_history/2", "#1"})
    @DisplayName("LCTX-26: an item that doesn't tell its type was asked for by nobody")
    void noType(String reference) {
        assertThat(released(false, APP, "launch launch/imagingstudy", Map.of("reference", reference)))
                .isNull();
    }

    @Test
    @DisplayName("LCTX-26: an item that isn't an object, or has other values than texts, was asked for by nobody")
    void oddItems() {
        assertThat(released(
                        false,
                        APP,
                        "launch launch/imagingstudy",
                        "ImagingStudy/1",
                        List.of(STUDY),
                        Map.of("reference", 1),
                        Map.of("type", true)))
                .isNull();
    }

    @Test
    @DisplayName("SMART-CTX-12: an app of SMART 2.0.0 gets references as strings, and what has no such form not at all")
    void legacy() {
        assertThat(released(
                        true,
                        LEGACY_APP,
                        "launch",
                        STUDY,
                        Map.of("reference", "Task/1", "role", "launch"),
                        Map.of("canonical", "http://example.org/q"),
                        Map.of("reference", 7)))
                .isEqualTo(List.of("ImagingStudy/1"));
        assertThat(released(true, LEGACY_APP, "launch", Map.of("reference", "Task/1", "role", "launch")))
                .isNull();
        assertThat(released(false, LEGACY_APP, "launch launch/task", STUDY)).isNull();
    }

    @Test
    @DisplayName("LCTX-26: a context without fhirContext stays as it is")
    void nothingToFilter() {
        LaunchContext context = LaunchContext.EMPTY.with(LaunchContext.INTENT, "reconcile");
        for (String granted : Arrays.asList("launch", "", null)) {
            assertThat(ReleasedContext.of(
                            context, RequestedScopes.of(granted), World.server("fhir", World.BASE, false), LEGACY_APP))
                    .isEqualTo(context);
        }
    }
}
