/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;

/** A governed realm with nothing wrong, to be spoilt by a test. */
public final class SampleRealm {

    /** The base URL of its FHIR server. */
    public static final String BASE = "https://ehr.example.org/fhir";

    private static final Set<String> ROLES = Set.of("launch-context-issuer", "introspect", "introspect-any");

    public boolean isGoverned = true;
    public boolean areAllClients = true;
    public String clientPolicies = "";
    public final List<String> profiles = new ArrayList<>();
    public final UPConfig userProfile = new UPConfig();
    public final Set<RealmPart> unread = EnumSet.noneOf(RealmPart.class);
    public String accessPeriods = "";
    public final List<String> actions = new ArrayList<>();
    public final List<String> clientFlow = new ArrayList<>(List.of("client-secret", "smart-jwt"));
    public final List<CheckedScope> scopes = new ArrayList<>();
    public final List<CheckedClient> clients = new ArrayList<>();
    public final List<CheckedClient> keycloaksClients = new ArrayList<>();
    public final List<CheckedApproval> approvals = new ArrayList<>();
    public final List<String> formerServers = new ArrayList<>();
    public final List<CheckedUser> users = new ArrayList<>();

    public SampleRealm() {
        UPAttribute fhirUser = new UPAttribute("fhirUser");
        fhirUser.setPermissions(new UPAttributePermissions(Set.of("admin"), Set.of("admin")));
        fhirUser.setValidations(Map.of("smart-fhir-user", Map.of()));
        userProfile.addOrReplaceAttribute(fhirUser);
        for (String name : List.of("launch", "launch/patient", "fhirUser", "system/*.rs")) {
            scopes.add(new CheckedScope(name, true, false, Set.of(), List.of()));
        }
        scopes.add(new CheckedScope("patient/*.rs", true, true, Set.of(), List.of()));
        clients.add(fhirServer("fhir-server", BASE).build());
        clients.add(new SampleClient("app")
                .asksConsent()
                .with("launch", "launch/patient", "fhirUser", "patient/*.rs")
                .build());
        clients.add(service("service").build());
    }

    /** A FHIR server's client. */
    public static SampleClient fhirServer(String clientId, String base) {
        return new SampleClient(clientId)
                .withoutUsers()
                .mapper("smart-fhir-server", true, Map.of("base.url", base, "launch.user.required", "true"))
                .roles(ROLES);
    }

    /** A backend service with keys. */
    public static SampleClient service(String clientId) {
        return new SampleClient(clientId)
                .withoutUsers()
                .serviceAccount()
                .with("system/*.rs")
                .signs(
                        "use.jwks.url",
                        "true",
                        "jwks.url",
                        "https://127.0.0.1/keys",
                        "smart.jwt.private.addresses",
                        "true");
    }

    public CheckedRealm build() {
        return new CheckedRealm(
                null,
                true,
                new HostNames(),
                unread,
                "clinic",
                isGoverned,
                profiles,
                userProfile,
                actions,
                accessPeriods,
                clientPolicies,
                Set.copyOf(clientFlow),
                scopes,
                clients,
                keycloaksClients,
                areAllClients,
                approvals,
                formerServers,
                users,
                "all of Keycloak's own");
    }
}
