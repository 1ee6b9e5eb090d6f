/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.koppeltaal;

import java.util.List;
import java.util.Map;

import org.smartpack.keycloak.testkit.Installation;

/** The export of the realm {@code koppeltaal}, to be changed before a test imports it under a name of its own. */
public final class DomainExport {

    private static final String SERVICE = "smart-fhir-server";
    static final String DOMAIN = "smart-koppeltaal-domain";

    private final Map<String, Object> realm = Installation.realm("koppeltaal");

    /** The name that the realm will have. */
    public String name() {
        return (String) realm.get("realm");
    }

    /** Where Keycloak reaches the domain's FHIR service; tokens go on naming it by {@link Domain#FHIR}. */
    public DomainExport fhirService(String url) {
        return fhirService("internal.url", url);
    }

    /** A setting of the mapper "FHIR server"; {@code null} takes it away. */
    public DomainExport fhirService(String setting, String value) {
        return set(SERVICE, setting, value);
    }

    /** A setting of the mapper "Koppeltaal domain"; {@code null} takes it away. */
    public DomainExport domain(String setting, String value) {
        return set(DOMAIN, setting, value);
    }

    /** Settings of the mapper "Koppeltaal domain". */
    public DomainExport domain(Map<String, String> settings) {
        settings.forEach(this::domain);
        return this;
    }

    /** A setting of the mapper "Koppeltaal domain" as the export has it. */
    public String domain(String setting) {
        return (String) config(DOMAIN).get(setting);
    }

    Map<String, Object> realm() {
        return realm;
    }

    private DomainExport set(String mapper, String setting, String value) {
        if (value == null) {
            config(mapper).remove(setting);
        } else {
            config(mapper).put(setting, value);
        }
        return this;
    }

    /** The config of the first mapper of that type; the client {@code fhir-server} has one of each. */
    private Map<String, Object> config(String mapper) {
        return all(realm, "clients").stream()
                .flatMap(client -> all(client, "protocolMappers").stream())
                .filter(model -> mapper.equals(model.get("protocolMapper")))
                .map(model -> members(model.get("config")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Map<String, Object>> all(Map<String, Object> json, String member) {
        return ((List<?>) json.getOrDefault(member, List.of()))
                .stream().map(DomainExport::members).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> members(Object json) {
        return (Map<String, Object>) json;
    }
}
