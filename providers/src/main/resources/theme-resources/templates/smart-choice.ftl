<#-- What the pages of the pack share. They work with every login theme: its classes are used where it has them. -->
<#assign appName = client.name?has_content?then(advancedMsg(client.name!""), client.clientId)>

<#macro styles>
  <link rel="stylesheet" href="${url.resourcesPath}/css/smart.css"/>
</#macro>

<#macro field name label value hint="">
  <div class="${properties.kcFormGroupClass!} smart-field">
    <label for="smart-${name}" class="${properties.kcLabelClass!}">${label}</label>
    <span class="${properties.kcInputClass!}">
      <input type="text" id="smart-${name}" name="${name}" value="${value}" autocomplete="off" maxlength="100"<#if hint?has_content> placeholder="${hint}"</#if>/>
    </span>
  </div>
</#macro>

<#macro button name value label secondary=false>
  <button type="submit" name="${name}" value="${value}" class="${properties.kcButtonClass!} ${secondary?then(properties.kcButtonSecondaryClass!properties.kcButtonDefaultClass!"", properties.kcButtonPrimaryClass!"")} ${properties.kcButtonBlockClass!}">${label}</button>
</#macro>

<#macro cancel>
  <@button name="cancel" value="true" label=msg("doCancel") secondary=true/>
</#macro>
