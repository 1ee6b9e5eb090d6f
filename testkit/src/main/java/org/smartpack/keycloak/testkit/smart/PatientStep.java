/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.smart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.demo.access.TrustedRealm;
import org.smartpack.keycloak.demo.fhir.FhirBase;
import org.smartpack.keycloak.demo.fhir.FhirServer;
import org.smartpack.keycloak.demo.fhir.FhirServerSettings;
import org.smartpack.keycloak.testkit.Installation;
import org.smartpack.keycloak.testkit.realm.Realm;

/** The step of a realm in which users choose a patient, and the demo's FHIR server that Keycloak asks about them. */
public final class PatientStep implements AutoCloseable {

    private static final String ID = "smart-patient";

    private final Realm realm;
    private final FhirServer fhir;
    private final String address;

    private PatientStep(Realm realm, FhirServer fhir, String address) {
        this.realm = realm;
        this.fhir = fhir;
        this.address = address;
    }

    /** Switches the step on, and starts a FHIR server for the realm. */
    public static PatientStep on(SmartRealm realm) {
        int port = Installation.freePort();
        String keycloak = realm.url.substring(0, realm.url.indexOf("/realms/"));
        FhirServer fhir = FhirServer.start(new FhirServerSettings(
                "127.0.0.1", port, List.of(new FhirBase(SmartRealm.FHIR, TrustedRealm.of(keycloak, realm.name)))));
        PatientStep step = new PatientStep(realm, fhir, "http://127.0.0.1:" + port + "/fhir");
        realm.admin.post(
                realm.path("/authentication/register-required-action"), Map.of("providerId", ID, "name", "Choose"));
        step.enable(true);
        step.reach(step.address);
        return step;
    }

    /** Switches the step on or off. */
    public void enable(boolean isOn) {
        String path = realm.path("/authentication/required-actions/" + ID);
        Map<String, Object> action =
                new LinkedHashMap<>(realm.admin.get(path).jsonPath().getMap(""));
        action.put("enabled", isOn);
        realm.admin.put(path, action);
    }

    /** Sets the step's settings. */
    public void configure(Map<String, String> settings) {
        realm.admin.put(realm.path("/authentication/required-actions/" + ID + "/config"), Map.of("config", settings));
    }

    /** Has Keycloak ask the FHIR server at an address, at which anything may listen. */
    public void reach(String url) {
        reach(realm, url);
    }

    /** The same for any realm with a client {@code fhir-server}; an empty address is the base URL again. */
    public static void reach(Realm realm, String url) {
        String mappers = realm.client("fhir-server").path() + "/protocol-mappers/models";
        Map<String, Object> mapper = new LinkedHashMap<>(
                realm.admin.get(mappers).jsonPath().getMap("find { it.protocolMapper == 'smart-fhir-server' }"));
        Map<Object, Object> config = new LinkedHashMap<>((Map<?, ?>) mapper.get("config"));
        config.put("internal.url", url);
        mapper.put("config", config);
        realm.admin.put(mappers + "/" + mapper.get("id"), mapper);
    }

    /** Where the FHIR server is. */
    public String address() {
        return address;
    }

    @Override
    public void close() {
        fhir.close();
    }
}
