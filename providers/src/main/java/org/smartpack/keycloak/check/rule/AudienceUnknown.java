/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.mappers.AudienceProtocolMapper;

import org.smartpack.keycloak.allowance.SystemScopes;
import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedClient;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmPart;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;
import org.smartpack.keycloak.fhir.BaseUrl;
import org.smartpack.keycloak.token.audience.BackendServiceMapper;

/** A backend service that was set up for something that is gone, so that its tokens reach no FHIR server. */
final class AudienceUnknown implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "audience-unknown",
            Severity.WARNING,
            "If it was a FHIR server that is gone, delete the Audience mapper. If it is another program, name the FHIR "
                    + "server too: add the mapper SMART backend service.",
            "Clients > the client > Client scopes");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        if (!realm.isGoverned() || !realm.areAllClients() || !realm.knows(RealmPart.CLIENTS)) {
            return Stream.empty();
        }
        Set<String> clients =
                realm.clients().stream().map(CheckedClient::clientId).collect(Collectors.toSet());
        return realm.enabledClients()
                .filter(CheckedClient::hasServiceAccount)
                .filter(client -> client.assigned().stream().anyMatch(SystemScopes::includes))
                .filter(client ->
                        client.mapper(BackendServiceMapper.PROVIDER_ID).isEmpty())
                .filter(client -> audience(realm, client).noneMatch(name -> isFhirServer(realm, name)))
                .flatMap(client -> audience(realm, client)
                        .filter(name -> wasFhirServer(realm, name)
                                || !clients.contains(name) && !Constants.defaultClients.contains(name))
                        .map(name -> Finding.of(client, text(name, wasFhirServer(realm, name)))));
    }

    private static String text(String name, boolean wasFhirServer) {
        return "Its audience mapper names " + name + ", which "
                + (wasFhirServer ? "is no longer a FHIR server" : "the realm doesn't have")
                + ", so its tokens are for no FHIR server";
    }

    /** Whom the audience mappers of the client and of its client scopes name. */
    private static Stream<String> audience(CheckedRealm realm, CheckedClient client) {
        Set<String> assigned = client.assigned();
        return Stream.concat(
                        client.mappers().stream(),
                        realm.scopes().stream()
                                .filter(scope -> assigned.contains(scope.name()))
                                .flatMap(scope -> scope.mappers().stream()))
                .filter(mapper -> mapper.type().equals(AudienceProtocolMapper.PROVIDER_ID))
                .flatMap(mapper -> List.of(
                                AudienceProtocolMapper.INCLUDED_CLIENT_AUDIENCE,
                                AudienceProtocolMapper.INCLUDED_CUSTOM_AUDIENCE)
                        .stream()
                        .map(mapper.config()::get)
                        .filter(name -> name != null && !name.isBlank())
                        .limit(1))
                .distinct();
    }

    private static boolean wasFhirServer(CheckedRealm realm, String name) {
        return realm.formerServers().stream().anyMatch(former -> BaseUrl.areSame(former, name));
    }

    private static boolean isFhirServer(CheckedRealm realm, String name) {
        return BaseUrls.of(realm).entries().stream().anyMatch(entry -> BaseUrl.areSame(entry.url(), name))
                || realm.fhirServers().anyMatch(client -> client.clientId().equals(name));
    }
}
