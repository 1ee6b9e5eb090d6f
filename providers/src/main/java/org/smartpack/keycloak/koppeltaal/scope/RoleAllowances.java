/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.scope;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

import org.smartpack.keycloak.allowance.AllowanceSource;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalApp;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalAppMapper;
import org.smartpack.keycloak.koppeltaal.domain.KoppeltaalDomain;
import org.smartpack.keycloak.scope.ResourceScope;

/**
 * What an application of the domain may do: the permissions of its one role (KT-DOM-3). A permission is a client scope
 * that is tied to a role. It counts if it is assigned to the application's client, or has the assigned type Default in
 * the realm.
 */
public final class RoleAllowances implements AllowanceSource {

    private static final Logger LOG = Logger.getLogger(RoleAllowances.class);

    private final KeycloakSession session;

    /** The rights of the applications of the request's realm. */
    public RoleAllowances(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Optional<OwnRights> of(ClientModel client) {
        Optional<KoppeltaalApp> app = KoppeltaalApp.of(client);
        if (app.isPresent()) {
            return remembered(client, () -> Optional.of(rights(app.get())));
        }
        if (KoppeltaalApp.wasApproved(client)) {
            return Optional.of(refused("a realm administrator must approve the Koppeltaal application again"));
        }
        ForgottenMapper forgotten = new ForgottenMapper(session, client);
        return forgotten.isPossible()
                ? remembered(client, () -> forgotten.refusal().map(RoleAllowances::refused))
                : Optional.empty();
    }

    @Override
    public Optional<String> missingMapper(ClientModel client) {
        return new ForgottenMapper(session, client).isPossible()
                ? Optional.of(KoppeltaalAppMapper.TITLE)
                : Optional.empty();
    }

    /** Kept, because Keycloak asks for the scopes of a request again and again. */
    private Optional<OwnRights> remembered(ClientModel client, Supplier<Optional<OwnRights>> rights) {
        String attribute = RoleAllowances.class.getName() + ":" + client.getId();
        Remembered known = session.getAttribute(attribute, Remembered.class);
        if (known == null) {
            known = new Remembered(rights.get());
            session.setAttribute(attribute, known);
        }
        return known.rights();
    }

    private record Remembered(Optional<OwnRights> rights) {}

    private static OwnRights refused(String reason) {
        return new OwnRights(List.of(), false, Optional.of(reason));
    }

    private OwnRights rights(KoppeltaalApp app) {
        return KoppeltaalDomain.of(session)
                .map(domain -> rights(app, domain))
                .orElseGet(() -> refused("the client is a Koppeltaal application, but the realm is not a domain"));
    }

    private OwnRights rights(KoppeltaalApp app, KoppeltaalDomain domain) {
        UserModel serviceAccount = session.users().getServiceAccount(app.client());
        if (serviceAccount == null) {
            return new OwnRights(List.of(), domain.scopeNarrowing(), Optional.empty());
        }
        // Keycloak would omit groups that the caller may not see.
        ApplicationRole role =
                AdminPermissionsSchema.runWithoutAuthorization(session, () -> ApplicationRole.of(serviceAccount));
        Map<ClientScopeModel, Permission> permissions = RolePermissions.of(app.client(), role);
        if (!role.isOneFor(List.copyOf(permissions.keySet()))) {
            LOG.warnf(
                    "Application %s has several roles with permissions; it gets no token until only one remains",
                    app.client().getClientId());
            return refused("the application has several roles with permissions, but only one is allowed");
        }
        RoleScopes scopes = new RoleScopes(Grants.of(app, role.all()));
        return new OwnRights(rights(permissions, scopes), domain.scopeNarrowing(), Optional.empty());
    }

    private static List<Right> rights(Map<ClientScopeModel, Permission> permissions, RoleScopes scopes) {
        Map<ClientScopeModel, List<ResourceScope>> pieces = new LinkedHashMap<>();
        permissions.forEach((model, permission) -> pieces.put(model, scopes.of(permission)));
        List<ResourceScope> all = pieces.values().stream().flatMap(List::stream).toList();
        List<Right> rights = new ArrayList<>();
        for (ResourceScope scope : RoleScopes.merged(all)) {
            rights.add(new Right(
                    scope,
                    pieces.entrySet().stream()
                            .filter(entry -> entry.getValue().stream().anyMatch(piece -> piece.isCoveredBy(scope)))
                            .map(Map.Entry::getKey)
                            .toList()));
        }
        return rights;
    }
}
