/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LaunchFormTest {

    private static final String BASE = "http://127.0.0.1:8090/fhir";

    @Test
    @DisplayName("LCTX-5, 9, 10, 11: the context names the app, the FHIR server, the user and the patient")
    void least() {
        assertThat(
                        LaunchForm.read(
                                """
                        {"user":"drbob","patient":"pat-3","app":"growth-chart","encounter":false,"intent":" "}"""))
                .map(form -> form.context(BASE))
                .hasValue(Map.of(
                        "client_id", "growth-chart", "aud", BASE, "user", "Practitioner/prac-1", "patient", "pat-3"));
    }

    @Test
    @DisplayName("LCTX-5, 8, 9: encounter, intent and banner only where they are chosen; no user for whoever signs in")
    void most() {
        assertThat(
                        LaunchForm.read(
                                """
                        {"user":"","patient":"pat-2","app":"growth-chart","encounter":true,
                         "intent":" reconcile-medications ","need_patient_banner":false}"""))
                .map(form -> form.context(BASE))
                .hasValue(Map.of(
                        "client_id", "growth-chart",
                        "aud", BASE,
                        "patient", "pat-2",
                        "encounter", "enc-2",
                        "intent", "reconcile-medications",
                        "need_patient_banner", false));
    }

    @ParameterizedTest
    @DisplayName("LCTX-5, 9, 10: what the page does not offer is refused")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"pat-1\"",
                "{}",
                "{\"user\":\"mallory\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":null,\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-7\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"Patient/pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":[\"pat-3\"],\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\" \",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":[\"growth-chart\"],\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"a\",\"encounter\":false,\"intent\":\"\",\"expires_in\":\"30\"}",
                "{\"user\":\"\",\"patient\":null,\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":\"true\",\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"intent\":\"\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\",\"aud\":\"x\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\",\"need_patient_banner\":\"no\"}",
                "{\"user\":\"\",\"patient\":\"pat-3\",\"app\":\"growth-chart\",\"encounter\":false,\"intent\":\"\"} {}",
            })
    void refused(String json) {
        assertThat(LaunchForm.read(json)).isEmpty();
    }

    @Test
    @DisplayName("LCTX-5, 10: an app by its client id, no patient, and a life of its own, where the page asks for that")
    void others() {
        assertThat(
                        LaunchForm.read(
                                """
                        {"user":"","patient":"","app":" my app ","encounter":true,"intent":"","expires_in":30}"""))
                .map(form -> form.context(BASE))
                .hasValue(Map.of("client_id", "my app", "aud", BASE, "expires_in", 30));
    }

    @Test
    @DisplayName("LCTX-10: a client id longer than 255 characters is refused")
    void longApp() {
        String form = """
                {"user":"","patient":"pat-3","app":"%s","encounter":false,"intent":""}""";
        assertThat(LaunchForm.read(form.formatted("x".repeat(255)))).isPresent();
        assertThat(LaunchForm.read(form.formatted("x".repeat(256)))).isEmpty();
    }

    @Test
    @DisplayName("LCTX-8: an intent longer than 255 characters is refused")
    void longIntent() {
        String form =
                """
                {"user":"","patient":"pat-3","app":"growth-chart","encounter":false,"intent":"%s"}""";
        assertThat(LaunchForm.read(form.formatted("x".repeat(255)))).isPresent();
        assertThat(LaunchForm.read(form.formatted("x".repeat(256)))).isEmpty();
    }
}
