/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.nz.rule;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;

/** Clients that say only what the rules ask them. */
final class SampleClients {

    private SampleClients() {}

    /** A confidential client with a flow for users, without any setting beside these attributes. */
    static ClientModel of(Map<String, String> attributes, ProtocolMapperModel... mappers) {
        return (ClientModel) Proxy.newProxyInstance(
                SampleClients.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAttribute" -> attributes.get(arguments[0]);
                    case "isPublicClient", "isImplicitFlowEnabled" -> false;
                    case "isStandardFlowEnabled" -> true;
                    case "getClientAuthenticatorType", "getRootUrl", "getBaseUrl", "getManagementUrl" -> null;
                    case "getRedirectUris", "getWebOrigins" -> Set.of();
                    case "getClientScopes" -> Map.of();
                    case "getProtocolMappersStream" -> Stream.of(mappers);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A mapper that writes into access tokens. */
    static ProtocolMapperModel mapper(String type, Map<String, String> more) {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName(type);
        mapper.setProtocolMapper(type);
        mapper.setConfig(new HashMap<>(more));
        mapper.getConfig().put("access.token.claim", "true");
        return mapper;
    }
}
