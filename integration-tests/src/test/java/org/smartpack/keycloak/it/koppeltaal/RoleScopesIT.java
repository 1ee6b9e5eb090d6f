/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.koppeltaal;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Jwt;
import org.smartpack.keycloak.testkit.koppeltaal.Domain;
import org.smartpack.keycloak.testkit.realm.Mapper;
import org.smartpack.keycloak.testkit.realm.RealmClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The scopes of an application follow from its one role, and show every change in the next token. */
@ExtendWith(SharedServer.class)
class RoleScopesIT {

    static final String PORTAL = "system/ActivityDefinition.rs system/Patient.cruds?resource-origin=Device/portal "
            + "system/Task.cruds?resource-origin=Device/portal";
    static final String MODULE = module("module");

    private Domain domain;

    @BeforeEach
    void create(Admin admin) {
        domain = Domain.create(admin);
    }

    /** What the role {@code module} gives an application with which {@code portal} alone shares its data. */
    static String module(String application) {
        return audit(application) + " system/Patient.rs?resource-origin=Device/portal"
                + " system/Task.rus?resource-origin=Device/portal";
    }

    /** What the role {@code module} gives an application with which nobody shares. */
    static String audit(String application) {
        return "system/AuditEvent.c?resource-origin=Device/" + application;
    }

    @Test
    @DisplayName("KT-SCP-3 KT-BS-2 the demo's applications: OWN, GRANTED and ALL as their roles have it")
    void demo() {
        assertThat(domain.scopesOf("portal")).isEqualTo(PORTAL);
        assertThat(domain.scopesOf("planner")).isEqualTo(PORTAL.replace("portal", "planner"));
        assertThat(domain.scopesOf("module")).isEqualTo(MODULE);
    }

    @Test
    @DisplayName("KT-DOM-3 an application without a role gets a token whose scope is there and empty")
    void unassigned() {
        Response response = domain.token("unassigned");
        assertThat(domain.scopes(response)).isEmpty();
        assertThat(response.<String>path("access_token")).isNotEmpty();
        domain.roles().give("unassigned", "module");
        assertThat(domain.scopesOf("unassigned"))
                .as("a role whose permissions to read are GRANTED, and nobody shares")
                .isEqualTo(audit("unassigned"));
        domain.roles().take("unassigned", "module");
        domain.roles().give("unassigned", "portal");
        assertThat(domain.scopesOf("unassigned")).isEqualTo(PORTAL.replace("portal", "unassigned"));
    }

    @Test
    @DisplayName("KT-SCP-3 a grant to and from an application shows in the next token")
    void grants() {
        domain.roles().share("planner", "module", "share-data");
        assertThat(domain.scopesOf("module"))
                .isEqualTo(audit("module") + " system/Patient.rs?resource-origin=Device/planner,Device/portal "
                        + "system/Task.rus?resource-origin=Device/planner,Device/portal");
        domain.roles().unshare("portal", "module", "share-data");
        assertThat(domain.scopesOf("module")).isEqualTo(MODULE.replace("portal", "planner"));
        domain.roles().unshare("planner", "module", "share-data");
        assertThat(domain.scopesOf("module")).isEqualTo(audit("module"));
    }

    @Test
    @DisplayName(
            "KT-SCP-3 data of one type are shared for that type; a role of another name or for no type is no grant")
    void grantsOfOneType() {
        domain.roles().share("planner", "module", "share-data.Task");
        domain.roles().share("unassigned", "module", "share-data.Nothing");
        domain.roles().share("unassigned", "module", "share-data-too");
        domain.roles().share("unassigned", "module", "share");
        assertThat(domain.scopesOf("module"))
                .isEqualTo(audit("module") + " system/Patient.rs?resource-origin=Device/portal "
                        + "system/Task.rus?resource-origin=Device/planner,Device/portal");
    }

    @Test
    @DisplayName("KT-SCP-3 who is disabled, or no application, shares nothing")
    void whoShares() {
        domain.roles().share("ehr", "module", "share-data");
        assertThat(domain.scopesOf("module")).as("ehr is no application").isEqualTo(MODULE);
        domain.client("portal").change(Map.of("enabled", false));
        assertThat(domain.scopesOf("module")).isEqualTo(audit("module"));
        domain.client("portal").change(Map.of("enabled", true));
        assertThat(domain.scopesOf("module")).isEqualTo(MODULE);
    }

    @Test
    @DisplayName("KT-SCP-3 a grant through a group or a composite role counts as Keycloak counts it")
    void indirectGrants() {
        domain.roles().create("care-team");
        domain.roles().share("planner", "unassigned", "share-data");
        domain.admin.post(
                domain.path("/roles/care-team/composites"),
                List.of(domain.client("planner").role("share-data")));
        domain.roles().give("module", "care-team");
        assertThat(domain.scopesOf("module")).contains("resource-origin=Device/planner,Device/portal");
    }

    @Test
    @DisplayName("KT-DOM-2 a renamed client is another device, for itself and for those it shares with")
    void renamed() {
        domain.client("portal").change(Map.of("clientId", "portal-2"));
        assertThat(domain.scopesOf("module")).isEqualTo(MODULE.replace("portal", "portal-2"));
        Response response = domain.application("portal-2", "portal").clientCredentials();
        assertThat(domain.scopes(response)).isEqualTo(PORTAL.replace("portal", "portal-2"));
    }

    @Test
    @DisplayName(
            "KT-DOM-2 a client id that is no id of a Device never gets into a scope: an application can't be renamed to it")
    void notAnId() {
        assertThatThrownBy(() -> domain.client("portal").change(Map.of("clientId", "portal,Device/planner")))
                .hasMessageContaining("400")
                .hasMessageContaining("The client id must be the id of a Device");
        assertThat(domain.scopesOf("module")).isEqualTo(MODULE);
        assertThat(domain.scopesOf("portal")).isEqualTo(PORTAL);
    }

    @Test
    @DisplayName("KT-DOM-3 a second role with permissions is refused; one without any, or within the other, is not")
    void severalRoles() {
        domain.roles().create("staff");
        domain.roles().give("portal", "staff");
        assertThat(domain.scopesOf("portal")).isEqualTo(PORTAL);
        domain.roles().give("portal", "module");
        Response refused = domain.token("portal", "*");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.contentType()).startsWith("application/json");
        assertThat(refused.<String>path("error")).isEqualTo("unauthorized_client");
        assertThat(refused.<String>path("error_description")).contains("several roles");
        assertThat(refused.<String>path("access_token")).isNull();
        assertThat(refused.header("Cache-Control")).contains("no-store");
        assertThat(domain.admin.events(domain.name, "CLIENT_LOGIN_ERROR").get(0))
                .containsEntry("clientId", "portal")
                .containsEntry("error", "not_allowed");
        domain.roles().take("portal", "module");
        assertThat(domain.scopesOf("portal")).isEqualTo(PORTAL);
    }

    @Test
    @DisplayName("KT-DOM-3 a role counts that comes through a group, and a composite role is one role")
    void indirectRoles() {
        domain.roles().create("everything", List.of("portal", "module"));
        domain.roles().give("unassigned", "everything");
        domain.roles().share("portal", "unassigned", "share-data");
        assertThat(domain.scopesOf("unassigned"))
                .isEqualTo("system/ActivityDefinition.rs " + audit("unassigned")
                        + " system/Patient.rs?resource-origin=Device/portal "
                        + "system/Patient.cruds?resource-origin=Device/unassigned "
                        + "system/Task.rus?resource-origin=Device/portal "
                        + "system/Task.cruds?resource-origin=Device/unassigned");
        domain.roles().give("unassigned", "portal");
        assertThat(domain.scopesOf("unassigned")).as("a part of the other role").contains("Device/portal");
        domain.roles().take("unassigned", "portal");
        domain.roles().take("unassigned", "everything");

        Response group = domain.admin.post(domain.path("/groups"), Map.of("name", "modules"));
        String id = group.header("Location").substring(group.header("Location").lastIndexOf('/') + 1);
        domain.admin.post(
                domain.path("/groups/" + id + "/role-mappings/realm"),
                List.of(domain.roles().role("module")));
        Response child = domain.admin.post(domain.path("/groups/" + id + "/children"), Map.of("name", "mine"));
        domain.admin.put(
                domain.path("/users/" + domain.client("unassigned").serviceAccount() + "/groups/" + child.path("id")),
                "");
        assertThat(domain.scopesOf("unassigned")).isEqualTo(module("unassigned"));
        domain.roles().give("unassigned", "portal");
        assertThat(domain.token("unassigned").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("KT-SCP-1 KT-SCP-4 permissions made in the console: merged, ordered, printed whatever the switch says")
    void newPermissions() {
        domain.roles().create("observer");
        domain.roles().give("unassigned", "observer");
        domain.roles().permission("system/Observation.r?resource-origin={own}", "observer");
        assertThat(domain.scopesOf("unassigned")).isEqualTo("system/Observation.rs?resource-origin=Device/unassigned");
        domain.roles().permission("system/Observation.cu?resource-origin={own}", "observer");
        domain.roles().permission("system/Observation.d?resource-origin={own}", "observer");
        assertThat(domain.scopesOf("unassigned"))
                .isEqualTo("system/Observation.cruds?resource-origin=Device/unassigned");
        domain.roles().permission("system/Condition.cr", "observer");
        assertThat(domain.scopesOf("unassigned"))
                .as("KT-SCP-2: creating is OWN")
                .isEqualTo("system/Condition.rs system/Condition.c?resource-origin=Device/unassigned "
                        + "system/Observation.cruds?resource-origin=Device/unassigned");
        domain.admin.delete(domain.path("/client-scopes/" + domain.scope("system/Condition.cr")));
        assertThat(domain.scopesOf("unassigned"))
                .isEqualTo("system/Observation.cruds?resource-origin=Device/unassigned");
    }

    @Test
    @DisplayName("KT-DOM-3 a permission that hangs on no role, or on a client role that nobody has, is nobody's")
    void untied() {
        domain.roles().permission("system/Observation.rs");
        domain.roles().permission("system/*.cruds?resource-origin={granted}");
        assertThat(domain.scopesOf("unassigned")).isEmpty();
        assertThat(domain.scopesOf("portal")).isEqualTo(PORTAL);
    }

    @Test
    @DisplayName("KT-SCP-1 a permission counts for one application when it is assigned to its client only")
    void assignedToOne() {
        String id = domain.admin.createScope(domain.name, "system/Goal.rs", Map.of("include.in.token.scope", "false"));
        domain.roles().tie(id, "portal");
        domain.admin.assign(domain.name, domain.client("portal").id(), id, false);
        assertThat(domain.scopesOf("portal")).contains("system/Goal.rs");
        assertThat(domain.scopesOf("planner")).doesNotContain("Goal");
        domain.admin.unassign(domain.name, domain.client("portal").id(), id, false);
        domain.admin.assign(domain.name, domain.client("portal").id(), id, true);
        assertThat(domain.scopesOf("portal")).contains("system/Goal.rs");
    }

    @Test
    @DisplayName("KT-SCP-5 an application made in the console gets its role's scopes and none of the console's")
    void madeInConsole() {
        domain.newApplication("newcomer", true);
        domain.client("newcomer").change(Map.of("attributes", Map.of("client_credentials.use_refresh_token", "true")));
        Response before = domain.application("newcomer", "portal").clientCredentials();
        assertThat(domain.scopes(before)).isEmpty();
        domain.roles().give("newcomer", "portal");
        Response after = domain.application("newcomer", "portal").clientCredentials();
        assertThat(domain.scopes(after)).isEqualTo(PORTAL.replace("portal", "newcomer"));
        JsonPath claims = Jwt.claims(after.path("access_token"));
        assertThat(claims.<Object>get("aud")).isEqualTo("fhir-server");
        String nothingElse = "KT-BS-6 nothing of profile, email, roles, acr or the calling address";
        Response planner = domain.token("planner");
        assertThat(claimNames(after)).as(nothingElse).isEqualTo(claimNames(planner));
        assertThat(introspectedNames(after)).as(nothingElse).isEqualTo(introspectedNames(planner));

        Response refreshed = domain.application("newcomer", "portal").refresh(after.path("refresh_token"));
        assertThat(domain.scopes(refreshed)).isEqualTo(domain.scopes(after));
        assertThat(claimNames(refreshed)).as(nothingElse).isEqualTo(claimNames(planner));
        assertThat(introspectedNames(refreshed)).as(nothingElse).isEqualTo(introspectedNames(planner));
    }

    private static Set<String> claimNames(Response tokens) {
        return Jwt.claims(tokens.path("access_token"))
                .<String, Object>getMap("")
                .keySet();
    }

    private Set<String> introspectedNames(Response tokens) {
        return domain.introspect(tokens.path("access_token"))
                .<String, Object>getMap("")
                .keySet();
    }

    @Test
    @DisplayName("KT-BS-6 claims of a scope that is assigned to this application are in its token")
    void assignedClaims() {
        RealmClient extended = domain.newApplication("extended", true);
        String id = domain.admin.createScope(domain.name, "organisation", Map.of());
        domain.admin.post(
                domain.path("/client-scopes/" + id + "/protocol-mappers/models"),
                Mapper.of(
                        "organisation",
                        "oidc-hardcoded-claim-mapper",
                        Map.of("claim.name", "org", "claim.value", "x", "access.token.claim", "true")));
        domain.admin.assign(domain.name, extended.id(), id, true);
        JsonPath claims = Jwt.claims(
                domain.application("extended", "portal").clientCredentials().path("access_token"));
        assertThat(claims.getString("org")).isEqualTo("x");
        assertThat(claims.getString("scope")).isEmpty();
    }

    @Test
    @DisplayName("KT-DOM-1 the domain stays one while the client of its FHIR service is disabled")
    void disabledService() {
        domain.client("fhir-server").change(Map.of("enabled", false));
        Response response = domain.token("portal", "anything");
        assertThat(response.<String>path("scope")).isEqualTo(PORTAL);
        assertThat(Jwt.claims(response.path("access_token")).<Object>get("aud")).isEqualTo("fhir-server");
    }

    @Test
    @DisplayName(
            "KT-DOM-4 a token that is out keeps its scope until it expires, and introspection describes that token")
    void introspectionAfterChange() {
        Response response = domain.token("portal");
        domain.roles().take("portal", "portal");
        JsonPath answer = domain.introspect(response.path("access_token"));
        assertThat(answer.getBoolean("active")).isTrue();
        assertThat(answer.getString("scope")).isEqualTo(PORTAL);
        assertThat(domain.scopesOf("portal")).isEmpty();
    }

    @Test
    @DisplayName("KT-SCP-3 the console's Evaluate tab shows the scopes that the application gets")
    void evaluate() {
        Response example = domain.admin.get(domain.client("module").path()
                + "/evaluate-scopes/generate-example-access-token?scope=openid&userId="
                + domain.client("module").serviceAccount());
        assertThat(example.<String>path("scope").split(" "))
                .filteredOn(scope -> scope.startsWith("system/"))
                .containsExactlyInAnyOrder(MODULE.split(" "));
    }
}
