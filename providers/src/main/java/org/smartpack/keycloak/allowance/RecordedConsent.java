/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.List;
import java.util.stream.Stream;

import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.rar.AuthorizationDetails;

import org.smartpack.keycloak.scope.RequestedScopes;

/**
 * Consent in a realm export. Keycloak writes it as {@code <client scope>:<parameter>}, for instance
 * {@code patient/*.rs:patient/Observation.r}, and asks the parser for its meaning when it imports it.
 */
final class RecordedConsent {

    private RecordedConsent() {}

    static List<AuthorizationDetails> read(
            KeycloakSession session, RequestedScopes request, List<Allowance> allowances) {
        return request.malformed().stream()
                .flatMap(scope -> read(session, scope.spelling(), allowances))
                .toList();
    }

    private static Stream<AuthorizationDetails> read(
            KeycloakSession session, String record, List<Allowance> allowances) {
        return allowances.stream()
                .map(Allowance::model)
                .filter(model -> model.isParameterizedScope())
                .filter(model -> record.startsWith(model.getName() + ClientScopeModel.VALUE_SEPARATOR))
                .map(model -> {
                    String consented = record.substring(model.getName().length() + 1);
                    return GrantedScope.details(session, List.of(model), record, consented);
                })
                .limit(1);
    }
}
