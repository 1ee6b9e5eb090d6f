/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.Kcadm;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

import static org.assertj.core.api.Assertions.assertThat;

/** An administrator at a command line, with Keycloak's own tool. */
@ExtendWith(SharedServer.class)
class KcadmIT {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("kcadm.sh get smart-check prints JSON, and a text for people")
    void commandLine(Admin admin, KeycloakServer server) throws IOException, InterruptedException {
        SmartRealm realm = SmartRealm.create(admin);
        realm.createClient("without-redirect", Map.of()).allow("launch/device", false);
        Kcadm kcadm = Kcadm.login(server, folder);
        JsonPath json = JsonPath.from(kcadm.run("get", "smart-check", "-r", realm.name));
        assertThat(json.getString("realm")).isEqualTo(realm.name);
        assertThat(json.<String>getList("findings.rule")).contains("redirect-missing");
        assertThat(kcadm.run("get", "smart-check?format=text", "-r", realm.name))
                .contains("Realm " + realm.name, "redirect-missing: client without-redirect");
    }
}
