/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.realm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.LoginPages;

/**
 * A realm of a running Keycloak: its addresses, and what its administrator makes and changes there. Test classes run
 * side by side, so each makes a realm of its own.
 */
public class Realm {

    /** Where the apps of the tests are called back; nothing listens there. */
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    /** What a client scope gets that is made in the console. */
    private static final Map<String, String> CONSOLE =
            Map.of("include.in.token.scope", "false", "display.on.consent.screen", "true");

    /** The administrator of its server. */
    public final Admin admin;

    /** The name, without which nothing is found in the admin API. */
    public final String name;

    /** The issuer. */
    public final String url;

    private final Map<String, String> scopes = new ConcurrentHashMap<>();

    /** A realm that is there. */
    public Realm(Admin admin, String name) {
        this(admin, name, admin.realmUrl(name));
    }

    /**
     * A realm that is there.
     *
     * @param url its address at a node of a cluster, which may be another one than the administrator's
     */
    protected Realm(Admin admin, String name, String url) {
        this.admin = admin;
        this.name = name;
        this.url = url;
    }

    /** A new realm that keeps events. */
    public static Realm create(Admin admin) {
        return create(admin, Map.of());
    }

    /** A new realm that keeps events; {@code settings} are further members of its representation. */
    public static Realm create(Admin admin, Map<String, Object> settings) {
        Map<String, Object> realm = new LinkedHashMap<>(Map.of("eventsEnabled", true));
        realm.putAll(settings);
        return new Realm(admin, admin.createRealm(realm));
    }

    /** The same realm, seen through another node of the cluster. */
    public Realm at(KeycloakServer node) {
        return new Realm(admin, name, node.realmUrl(name));
    }

    /** The address of one of its OpenID Connect endpoints: {@code auth} for instance. */
    public final String endpoint(String path) {
        return url + "/protocol/openid-connect/" + path;
    }

    /** The token endpoint, which is the audience of client assertions. */
    public final String tokenUrl() {
        return endpoint("token");
    }

    /** A path for {@link Admin}: {@code /users} for instance. */
    public final String path(String below) {
        return "/" + name + below;
    }

    /** The address of that path, for a request whose failure is expected. */
    public final String adminUrl(String below) {
        return url.replace("/realms/", "/admin/realms/") + below;
    }

    /** Changes members of its representation, and keeps the others. */
    public final void change(Map<String, Object> members) {
        admin.put(path(""), members);
    }

    /** A visitor's browser, with no session yet. */
    public final LoginPages browser() {
        return new LoginPages(CALLBACK);
    }

    /** A client that is there. */
    public final RealmClient client(String clientId) {
        String id = admin.get(path("/clients?clientId=" + clientId)).path("[0].id");
        return new RealmClient(this, clientId, id);
    }

    /** A new client; {@code settings} are the members of its representation, {@code clientId} among them. */
    public final RealmClient createClient(Map<String, Object> settings) {
        return new RealmClient(this, (String) settings.get("clientId"), admin.createClient(name, settings));
    }

    /** A new client, brought in past what is refused in the console. */
    public final RealmClient importClient(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(settings);
        client.put("clientId", clientId);
        return new RealmClient(this, clientId, admin.importClient(name, client));
    }

    /** A new client with these settings beside its id. */
    public final RealmClient createClient(String clientId, Map<String, Object> settings) {
        Map<String, Object> client = new LinkedHashMap<>(settings);
        client.put("clientId", clientId);
        return createClient(client);
    }

    /** A user who is there. */
    public final RealmUser user(String username) {
        String id = admin.get(path("/users?exact=true&username=" + username)).path("[0].id");
        return new RealmUser(this, username, id);
    }

    /** A new user, whose password is the name. */
    public final RealmUser createUser(String username) {
        return createUser(username, Map.of());
    }

    /** A new user, whose password is the name; {@code settings} are members of the representation. */
    public final RealmUser createUser(String username, Map<String, Object> settings) {
        admin.post(path("/users"), RealmUser.representation(username, settings));
        return user(username);
    }

    /** The id of a client scope that is made here, as the console makes it, when it is first asked for. */
    public final String scope(String scope) {
        return scopes.computeIfAbsent(scope, missing -> admin.createScope(name, missing, CONSOLE));
    }

    /** The same, with a name that the pack refuses in the console. */
    public final String oldScope(String scope) {
        return scopes.computeIfAbsent(scope, missing -> admin.createOldScope(name, missing, CONSOLE));
    }

    /** Its events of one type, newest first. */
    public final List<Map<String, Object>> events(String type) {
        return admin.events(name, type);
    }

    /** Its newest event of one type. */
    public final Map<String, Object> newestEvent(String type) {
        return events(type).get(0);
    }
}
