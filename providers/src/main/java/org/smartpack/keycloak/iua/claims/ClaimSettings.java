/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.ProtocolMapperModel;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * The settings of the mappers "IUA claims" that concern a token. What the client's own mapper says goes before what
 * those of its client scopes say.
 *
 * @param configs the mappers' settings, the most important first
 */
record ClaimSettings(List<Map<String, String>> configs) {

    static ClaimSettings of(ClientSessionContext context) {
        return new ClaimSettings(Stream.concat(
                        context.getClientSession().getClient().getProtocolMappersStream(),
                        context.getProtocolMappersStream())
                .filter(mapper -> IuaClaimsMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .map(ProtocolMapperModel::getConfig)
                .filter(Objects::nonNull)
                .toList());
    }

    List<String> values(Member member) {
        return configs.stream()
                .filter(config -> member.isSetting())
                .map(config -> FhirServer.values(config.get(member.claim())))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean hasPatient() {
        return configs.stream().anyMatch(config -> Boolean.parseBoolean(config.get(IuaClaimsMapper.BPPC_PATIENT)));
    }
}
