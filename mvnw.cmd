@echo off
rem Runs Maven: the one on PATH, otherwise one fetched once and checked. See mvnw for the settings.
setlocal
where mvn >nul 2>nul && (
  call mvn %*
  exit /b %ERRORLEVEL%
)
for /f "usebackq tokens=1,* delims==" %%a in ("%~dp0.mvn\distribution.properties") do set "MVNW_%%a=%%b"
set "MVNW_BASE=%USERPROFILE%\.m2\wrapper\smart-pack"
set "MVNW_HOME=%MVNW_BASE%\apache-maven-%MVNW_version%"
if not exist "%MVNW_HOME%\bin\mvn.cmd" (
  powershell -NoProfile -ExecutionPolicy Bypass -Command ^
    "$ErrorActionPreference='Stop'; $t=Join-Path $env:TEMP ([guid]::NewGuid()); Invoke-WebRequest -UseBasicParsing $env:MVNW_url -OutFile $t; if ((Get-FileHash $t -Algorithm SHA512).Hash.ToLower() -ne $env:MVNW_sha512) { throw 'mvnw: wrong SHA-512' }; New-Item -Force -ItemType Directory $env:MVNW_BASE | Out-Null; tar -xzf $t -C $env:MVNW_BASE; Remove-Item $t" || exit /b 1
)
call "%MVNW_HOME%\bin\mvn.cmd" %*
exit /b %ERRORLEVEL%
