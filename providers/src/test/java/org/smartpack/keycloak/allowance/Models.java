/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/** Clients and client scopes that say only what the scope parser asks them. */
final class Models {

    private Models() {}

    /** A client scope without roles. */
    static ClientScopeModel scope(String name) {
        return scope(name, null);
    }

    /** @param type that of the parameter that it takes; {@code null} for none */
    static ClientScopeModel scope(String name, String type) {
        return (ClientScopeModel) Proxy.newProxyInstance(
                Models.class.getClassLoader(),
                new Class<?>[] {ClientScopeModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId", "getName", "toString" -> name;
                    case "hashCode" -> name.hashCode();
                    case "equals" -> proxy == arguments[0];
                    case "getScopeMappingsStream" -> Stream.empty();
                    case "isParameterizedScope" -> type != null;
                    case "getAttribute" -> type;
                    case "isIncludeInTokenScope" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    static Map<String, ClientScopeModel> byName(ClientScopeModel... scopes) {
        Map<String, ClientScopeModel> byName = new LinkedHashMap<>();
        Arrays.stream(scopes).forEach(scope -> byName.put(scope.getName(), scope));
        return byName;
    }

    /** @param asked counts how often it was asked for its scopes */
    static ClientModel client(
            Map<String, ClientScopeModel> defaults,
            Map<String, ClientScopeModel> optional,
            boolean hasOrganizations,
            AtomicInteger asked) {
        RealmModel realm = (RealmModel) Proxy.newProxyInstance(
                Models.class.getClassLoader(),
                new Class<?>[] {RealmModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> "realm";
                    case "isOrganizationsEnabled" -> hasOrganizations;
                    // No FHIR server.
                    case "getAttribute" -> null;
                    case "getComponentsStream", "getClientScopesStream" -> Stream.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return (ClientModel) Proxy.newProxyInstance(
                Models.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getId" -> "client";
                    case "getRealm" -> realm;
                    case "isConsentRequired" -> false;
                    case "getClientScopes" -> {
                        asked.incrementAndGet();
                        yield (Boolean) arguments[0] ? defaults : optional;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
